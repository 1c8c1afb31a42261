import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Whether a window can be shown; outside Linux there is always a desktop. */
export function hasDisplay(env: NodeJS.ProcessEnv = process.env): boolean {
  return process.platform !== 'linux' || Boolean(env.DISPLAY) || Boolean(env.WAYLAND_DISPLAY);
}

export interface VirtualDisplay {
  /** Value for DISPLAY. */
  name: string;
  stop: () => void;
}

/** Starts Xvfb on a free number; null where it is not installed or does not start. */
export async function startVirtualDisplay(): Promise<VirtualDisplay | null> {
  const file = findInPath('Xvfb');
  if (file === null) return null;
  const args = ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'];
  const child = spawn(file, args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const stop = (): void => void child.kill('SIGTERM');
  const number = await new Promise<string | null>((resolve) => {
    child.stdio[3]?.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()));
    child.once('error', () => resolve(null));
    child.once('exit', () => resolve(null));
  });
  if (number === null) return null;
  process.once('exit', stop);
  return { name: `:${number}`, stop };
}

function findInPath(name: string, env: NodeJS.ProcessEnv = process.env): string | null {
  for (const folder of (env.PATH ?? '').split(delimiter)) {
    const file = join(folder, name);
    if (folder !== '' && existsSync(file)) return file;
  }
  return null;
}
