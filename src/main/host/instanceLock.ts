import { readFileSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { hasCode } from '#main/lib/errorCode.ts';

const ownerSchema = z.object({
  pid: z.number().int().positive(),
  /** Start time of that process where the system tells it: a recycled pid is someone else. */
  startedAt: z.string().nullable(),
  /** Where its window is to be found, when that is an address. */
  address: z.string().nullable(),
});
export type LockOwner = z.infer<typeof ownerSchema>;

export type InstanceLock =
  | { isHeld: true; setAddress: (address: string) => void; release: () => void }
  | {
      isHeld: false;
      /** null: it has only just been taken, and its owner is still writing. */
      owner: LockOwner | null;
    };

/**
 * One app per database: two engines would take each other's running runs for interrupted ones.
 * The lock is a file beside the database; one left by a process that is gone is taken over.
 */
export function acquireInstanceLock(databaseFile: string): InstanceLock {
  const file = `${databaseFile}.lock`;
  const self: LockOwner = {
    pid: process.pid,
    startedAt: readProcessStart(process.pid),
    address: null,
  };
  for (let attempt = 0; attempt < 3; attempt++) {
    if (tryWrite(file, self, 'wx')) return held(file, self);
    const owner = readOwner(file);
    if (owner ? isAlive(owner) : isYoung(file)) return { isHeld: false, owner };
    removeIfPresent(file);
  }
  throw new Error(`cannot take the lock ${file}`);
}

function held(file: string, self: LockOwner): InstanceLock {
  return {
    isHeld: true,
    setAddress: (address) => void tryWrite(file, { ...self, address }, 'w'),
    release: () => {
      if (readOwner(file)?.pid === self.pid) removeIfPresent(file);
    },
  };
}

/** Readable by the user only: the address of the web server carries its token. */
function tryWrite(file: string, owner: LockOwner, flag: 'wx' | 'w'): boolean {
  try {
    writeFileSync(file, JSON.stringify(owner), { flag, mode: 0o600 });
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

function readOwner(file: string): LockOwner | null {
  try {
    const parsed = ownerSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch (error) {
    if (hasCode(error, 'ENOENT') || error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Written a moment ago: an unreadable lock then means that its owner is still writing it. */
function isYoung(file: string): boolean {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats !== undefined && Date.now() - stats.mtimeMs < 2000;
}

function isAlive({ pid, startedAt }: LockOwner): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives, and belongs to another user.
    if (!hasCode(error, 'EPERM')) return false;
  }
  const current = readProcessStart(pid);
  return startedAt === null || current === null || current === startedAt;
}

/** Clock ticks since boot at which a process started (field 22 of /proc/PID/stat); null elsewhere. */
function readProcessStart(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    // Not Linux, or the process is gone: the pid alone decides.
    return null;
  }
}

function removeIfPresent(file: string): void {
  try {
    unlinkSync(file);
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
  }
}
