import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import Database from 'better-sqlite3';
import { AppError, toAppError } from '#shared/errors.ts';
import { syncFile } from './backup.ts';
import { checkHere } from './checkFile.ts';
import type { FileChecker } from './checkFile.ts';
import { toStoreError } from './errors.ts';

const ENDINGS = ['', '-wal', '-shm'] as const;

/** A checked copy of a backup beside the database, ready to take its place. */
export interface PreparedRestore {
  /** Puts it in place; the database must not be open in this process. Returns the file that holds what was there. */
  commit: () => { file: string; before: string };
  /** Removes the copy. */
  discard: () => void;
}

/**
 * Checks a backup and copies it beside the database. Nothing is replaced yet. Throws INVALID_INPUT for a
 * missing file and another program's, STORE_TOO_NEW, STORE_DAMAGED, or DISK_FULL.
 * @param check who looks at the copy: reading every page takes seconds
 */
export async function prepareRestore(
  named: string,
  backup: string,
  check: FileChecker = checkHere,
): Promise<PreparedRestore> {
  const target = resolve(named);
  const copy = `${target}.restoring-${process.pid}`;
  const discard = (): void => ENDINGS.forEach((end) => rmSync(copy + end, { force: true }));
  try {
    if (resolve(backup) === target) {
      throw new AppError('INVALID_INPUT', `this is the database itself: ${backup}`, {
        file: backup,
      });
    }
    if (!existsSync(backup)) {
      throw new AppError('INVALID_INPUT', `there is no such file: ${backup}`, { file: backup });
    }
    if (!statSync(backup).isFile()) {
      throw new AppError('INVALID_INPUT', `this is not a file: ${backup}`, { file: backup });
    }
    await copyFile(backup, copy);
    const { damaged } = await check(copy);
    if (damaged.length > 0) {
      const [{ table, problem }] = damaged;
      const message = `the backup is damaged (${table}: ${problem}), the database stays as it is: ${backup}`;
      throw new AppError('STORE_DAMAGED', message, { file: backup, table });
    }
    syncFile(copy);
  } catch (error) {
    discard();
    throw toStoreError(error, backup);
  }
  return { commit: () => replace(target, copy), discard };
}

/** Both steps, for a database that is not open here, damaged or not. Throws as they do. */
export async function restoreDatabase(
  target: string,
  backup: string,
): Promise<{ file: string; before: string }> {
  const prepared = await prepareRestore(target, backup);
  try {
    return prepared.commit();
  } finally {
    prepared.discard();
  }
}

/**
 * Throws STORE_BUSY, everything as before, while another process has the database open. What was there is
 * kept beside it, with its log, under `.before-restore-` and the time.
 */
function replace(target: string, copy: string): { file: string; before: string } {
  const stamp = new Date().toISOString().replace(/[-:]/g, '').slice(0, 15);
  const before = `${target}.before-restore-${stamp}`;
  try {
    assertUnused(target);
    for (const end of ENDINGS) if (existsSync(target + end)) renameSync(target + end, before + end);
    renameSync(copy, target);
  } catch (error) {
    for (const end of ENDINGS) {
      if (existsSync(before + end) && !existsSync(target + end))
        renameSync(before + end, target + end);
    }
    throw toStoreError(error, target);
  }
  return { file: target, before };
}

/** Leaving write-ahead mode takes sole use of a file; a damaged one tells nothing and is replaced anyway. */
function assertUnused(target: string): void {
  if (!existsSync(target)) return;
  let db: Database.Database | undefined;
  try {
    db = new Database(target, { timeout: 1000 });
    db.pragma('journal_mode = DELETE');
    db.pragma('journal_mode = WAL');
  } catch (error) {
    const known = toAppError(toStoreError(error, target));
    if (known.code === 'STORE_BUSY') throw known;
  } finally {
    db?.close();
  }
}
