import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { ROOT, runTool } from './commands.ts';

const STAMP = join(ROOT, 'out', '.inputs');
const FOLDERS = ['src', 'resources'];
const FILES = ['package.json', 'package-lock.json', 'electron.vite.config.ts'];

export interface BuildResult {
  isOk: boolean;
  /** Nothing had changed since the last build. */
  isKept: boolean;
  output: string;
}

/** Builds `out/` unless it was built from exactly these sources. */
export async function ensureBuilt(signal?: AbortSignal): Promise<BuildResult> {
  const inputs = await hashInputs();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === inputs) {
    return { isOk: true, isKept: true, output: '' };
  }
  // A build that is cut off must not look finished.
  rmSync(STAMP, { force: true });
  const { code, output } = await runTool(
    'electron-vite/bin/electron-vite.js',
    ['build', '--logLevel', 'warn'],
    { signal },
  );
  if (code === 0) writeFileSync(STAMP, inputs);
  return { isOk: code === 0, isKept: false, output };
}

/** SHA-256 over names and contents of everything that the build reads. */
async function hashInputs(): Promise<string> {
  const hash = createHash('sha256');
  const listed = await Promise.all(FOLDERS.map(listFiles));
  for (const file of [...FILES.map((name) => join(ROOT, name)), ...listed.flat()].sort()) {
    hash.update(relative(ROOT, file).split(sep).join('/'));
    hash.update('\0');
    hash.update(readFileSync(file));
    hash.update('\0');
  }
  return hash.digest('hex');
}

async function listFiles(folder: string): Promise<string[]> {
  const path = join(ROOT, folder);
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
}
