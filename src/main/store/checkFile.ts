import Database from 'better-sqlite3';
import { AppError, toAppError } from '#shared/errors.ts';
import { toStoreError } from './errors.ts';
import { checkVersion } from './migrate.ts';

/** What a look at a whole database file found. */
export interface FileCheck {
  isSound: boolean;
  /** Rows of each table that can be counted. */
  rows: Record<string, number>;
  /** Tables whose pages cannot be read or contradict themselves, with SQLite's first complaint. */
  damaged: { table: string; problem: string }[];
}

/**
 * Reads every page of a database, table by table, without changing it. `isThorough` also holds the
 * indices against their tables, which takes several times as long.
 * Throws STORE_DAMAGED where not even its list of tables can be read, STORE_TOO_NEW, STORE_BUSY, or
 * INVALID_INPUT for another program's database or a missing file.
 */
export function checkFile(file: string, { isThorough = false } = {}): FileCheck {
  let db: Database.Database | undefined;
  try {
    db = new Database(file, { readonly: true, fileMustExist: true });
    checkVersion(db, file);
    return checkTables(db, file, isThorough ? 'integrity_check' : 'quick_check');
  } catch (error) {
    throw toStoreError(error, file);
  } finally {
    db?.close();
  }
}

/** Looks at a whole file thoroughly, wherever the work is done. Throws as `checkFile`, and CANCELLED. */
export type FileChecker = (file: string, signal?: AbortSignal) => Promise<FileCheck>;

/** In this thread, which does nothing else meanwhile. */
export const checkHere: FileChecker = async (file) =>
  Promise.resolve(checkFile(file, { isThorough: true }));

function checkTables(db: Database.Database, file: string, pragma: string): FileCheck {
  const tables = db
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .pluck()
    .all()
    .filter((name) => /^[a-z_]+$/.test(name) && !name.startsWith('sqlite_'));
  if (tables.length === 0)
    throw new AppError('INVALID_INPUT', `not a ZuoT database: ${file}`, { file });
  const check: FileCheck = { isSound: true, rows: {}, damaged: [] };
  for (const table of tables) {
    const problem = checkTable(db, table, pragma, file);
    if (problem === null) check.rows[table] = countRows(db, table);
    else check.damaged.push({ table, problem });
  }
  check.isSound = check.damaged.length === 0;
  return check;
}

function countRows(db: Database.Database, table: string): number {
  return db.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0;
}

function checkTable(
  db: Database.Database,
  table: string,
  pragma: string,
  file: string,
): string | null {
  try {
    const answer = String(db.pragma(`${pragma}(${table})`, { simple: true }));
    return answer === 'ok' ? null : answer;
  } catch (error) {
    const known = toAppError(toStoreError(error, file));
    if (known.code !== 'STORE_DAMAGED') throw error;
    return known.message;
  }
}
