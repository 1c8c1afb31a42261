import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Where the user's database lies when nobody names another file: one place for window, browser and command line.
 * `ZUOT_DB` overrides it.
 */
export function defaultDatabaseFile(env: NodeJS.ProcessEnv = process.env): string {
  if (env.ZUOT_DB) return env.ZUOT_DB;
  return join(dataFolder(env), 'zuot.db');
}

function dataFolder(env: NodeJS.ProcessEnv): string {
  if (process.platform === 'win32') return join(env.APPDATA ?? homedir(), 'ZuoT');
  if (process.platform === 'darwin') {
    return join(homedir(), 'Library', 'Application Support', 'ZuoT');
  }
  return join(env.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'zuot');
}
