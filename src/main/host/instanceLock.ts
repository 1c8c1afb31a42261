import { readFileSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { hasCode } from '#main/lib/errorCode.ts';
import { isProcessAlive, markThisProcess } from '#main/lib/runningProcess.ts';

const ownerSchema = z.object({
  pid: z.number().int().positive(),
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
 * One app per database: a second one is led to the window of the first.
 * The lock is a file beside the database; one left by a process that is gone is taken over.
 */
export function acquireInstanceLock(databaseFile: string): InstanceLock {
  const file = `${databaseFile}.lock`;
  const self: LockOwner = { ...markThisProcess(), address: null };
  for (let attempt = 0; attempt < 3; attempt++) {
    if (tryWrite(file, self, 'wx')) return held(file, self);
    const owner = readOwner(file);
    if (owner ? isProcessAlive(owner) : isYoung(file)) return { isHeld: false, owner };
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

function removeIfPresent(file: string): void {
  try {
    unlinkSync(file);
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
  }
}
