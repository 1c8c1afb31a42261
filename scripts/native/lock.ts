import { readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { hasCode } from '#main/lib/errorCode.ts';

const BEAT_MS = 2_000;
const STALE_MS = 20_000;
const POLL_MS = 500;

/**
 * Runs `work` while no other process sets up the same folder. The holder touches its lock every
 * two seconds; one whose process is gone, or which was not touched for twenty, is taken over.
 */
export async function withLock<T>(
  folder: string,
  onWait: () => void,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  const path = join(folder, 'lock');
  const mark = `${hostname()} ${process.pid}`;
  let hasToldWaiting = false;
  while (!(await tryTake(path, mark))) {
    if (await removeStale(path)) continue;
    if (!hasToldWaiting) onWait();
    hasToldWaiting = true;
    await wait(POLL_MS, undefined, signal ? { signal } : {});
  }
  const beat = setInterval(() => {
    utimes(path, new Date(), new Date()).catch(() => {
      // Taken over after a long sleep of the machine.
    });
  }, BEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    if ((await readMark(path)) === mark) await rm(path, { force: true });
  }
}

async function tryTake(path: string, mark: string): Promise<boolean> {
  try {
    await writeFile(path, mark, { flag: 'wx' });
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** Whether the lock may be free now. One process at a time judges and removes it. */
async function removeStale(path: string): Promise<boolean> {
  const claim = `${path}.part`;
  if (!(await tryTake(claim, ''))) {
    const found = await stat(claim).catch(() => null);
    if (found && Date.now() - found.mtimeMs > STALE_MS) await rm(claim, { force: true });
    return false;
  }
  try {
    if (!(await isStale(path))) return false;
    await rm(path, { force: true });
    return true;
  } finally {
    await rm(claim, { force: true });
  }
}

const readMark = (path: string): Promise<string | null> => readFile(path, 'utf8').catch(() => null);

async function isStale(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  if (!found) return false;
  if (Date.now() - found.mtimeMs > STALE_MS) return true;
  const [host, pid] = ((await readMark(path)) ?? '').split(' ');
  return host === hostname() && Number(pid) > 0 && !isRunning(Number(pid));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
}
