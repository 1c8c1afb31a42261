import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { AppError, throwIfCancelled } from '#shared/errors.ts';
import { checkFile, checkHere } from './checkFile.ts';
import type { FileCheck, FileChecker } from './checkFile.ts';
import { toStoreError } from './errors.ts';

export interface BackupOptions {
  /** Pages copied and pages in all. */
  onProgress?: (done: number, total: number) => void;
  signal?: AbortSignal;
  /** Who looks at the copy: reading every page takes seconds. In this thread where it is left out. */
  check?: FileChecker;
}

/** Pages in one step: some milliseconds, after which the engine answers other calls. */
const PAGES_A_STEP = 500;

/**
 * Copies a database that is open and in use, jobs included, into one file; checks every page of the copy,
 * and only then puts it in place of an earlier backup of that name. A killed or
 * failed backup leaves the earlier one. Throws CANCELLED, DISK_FULL, STORE_BUSY, STORE_DAMAGED, or
 * INVALID_INPUT where `named` is the database itself or a file that is no backup.
 */
export async function backupDatabase(
  db: Database.Database,
  source: string,
  named: string,
  options: BackupOptions = {},
): Promise<{ file: string; bytes: number }> {
  const file = resolve(named);
  const partial = `${file}.partial-${process.pid}`;
  try {
    if (!existsSync(dirname(file))) {
      throw new AppError('INVALID_INPUT', `there is no such folder: ${dirname(file)}`, { file });
    }
    assertReplaceable(file, source);
    await copyPages(db, partial, options);
    toSingleFile(partial);
    assertSound(await (options.check ?? checkHere)(partial, options.signal), file);
    throwIfCancelled(options.signal);
    syncFile(partial);
    renameSync(partial, file);
    return { file, bytes: statSync(file).size };
  } catch (error) {
    throw toStoreError(error, file);
  } finally {
    for (const end of ['', '-wal', '-shm', '-journal']) rmSync(partial + end, { force: true });
  }
}

async function copyPages(
  db: Database.Database,
  partial: string,
  { onProgress, signal }: BackupOptions,
): Promise<void> {
  await db.backup(partial, {
    progress: ({ totalPages, remainingPages }) => {
      throwIfCancelled(signal);
      if (totalPages > 0) onProgress?.(totalPages - remainingPages, totalPages);
      return PAGES_A_STEP;
    },
  });
  throwIfCancelled(signal);
}

/** The copy says "write-ahead" as its source does; as a backup it is to be one file, readable anywhere. */
function toSingleFile(file: string): void {
  const copy = new Database(file);
  try {
    copy.pragma('journal_mode = DELETE');
  } finally {
    copy.close();
  }
}

function assertReplaceable(file: string, source: string): void {
  if (!existsSync(file)) return;
  const own = [source, `${source}-wal`, `${source}-shm`].filter((each) => existsSync(each));
  if (own.some((each) => realpathSync(each) === realpathSync(file))) {
    throw new AppError('INVALID_INPUT', `this is the database itself, name another file: ${file}`, {
      file,
    });
  }
  try {
    checkFile(file);
  } catch (cause) {
    const message = `the file is there and is no backup, name another one: ${file}`;
    throw new AppError('INVALID_INPUT', message, { file }, cause);
  }
}

function assertSound({ damaged }: FileCheck, file: string): void {
  if (damaged.length === 0) return;
  const [{ table, problem }] = damaged;
  const message = `the backup does not hold the whole of ${table}: ${problem}`;
  throw new AppError('STORE_DAMAGED', message, { file, table });
}

/** On the disk before it takes the place of an earlier backup. */
export function syncFile(file: string): void {
  const handle = openSync(file, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
