import Database from 'better-sqlite3';
import { z } from 'zod';
import { AppError } from '#shared/errors.ts';
import type { ErrorCode } from '#shared/errors.ts';

const CODES: [prefix: string, code: ErrorCode, message: string][] = [
  ['SQLITE_BUSY', 'STORE_BUSY', 'the database is in use by another process'],
  ['SQLITE_LOCKED', 'STORE_BUSY', 'the database is in use by another process'],
  ['SQLITE_CORRUPT', 'STORE_DAMAGED', 'the database file is damaged'],
  ['SQLITE_NOTADB', 'STORE_DAMAGED', 'the file is not a database, or is damaged'],
  ['SQLITE_FULL', 'DISK_FULL', 'the disk is full'],
  ['SQLITE_IOERR_WRITE', 'DISK_FULL', 'the disk does not take more data'],
  ['SQLITE_IOERR', 'INVALID_INPUT', 'the database file cannot be read or written'],
  ['SQLITE_CANTOPEN', 'INVALID_INPUT', 'the database file cannot be opened'],
  ['SQLITE_READONLY', 'INVALID_INPUT', 'the database file cannot be written to'],
  ['ENOSPC', 'DISK_FULL', 'the disk is full'],
  ['EDQUOT', 'DISK_FULL', 'the disk is full'],
  ['E', 'INVALID_INPUT', 'the folder of the database cannot be made'],
  ['Z_', 'STORE_DAMAGED', 'a stored report cannot be unpacked'],
];

/** Faults of SQLite and the disk that a user can act on as AppError; anything else is returned as it is. */
export function toStoreError(thrown: unknown, file: string): unknown {
  if (isUnreadable(thrown)) {
    const message = `the database file is damaged, a record cannot be read: ${file}`;
    return new AppError('STORE_DAMAGED', message, { file }, thrown);
  }
  const given = codeOf(thrown);
  const known = CODES.find(([prefix]) => given.startsWith(prefix));
  if (!known) return thrown;
  const [, code, message] = known;
  return new AppError(code, `${message}: ${file}`, { file, system: given }, thrown);
}

/** `SQLITE_…` of SQLite, `E…` of the disk, `Z_…` of zlib; empty for everything else. */
function codeOf(thrown: unknown): string {
  if (thrown instanceof AppError || !(thrown instanceof Error) || !('code' in thrown)) return '';
  return typeof thrown.code === 'string' && /^(SQLITE_|E(?!RR_)|Z_)/.test(thrown.code)
    ? thrown.code
    : '';
}

/** What is stored is neither JSON nor of the shape that this version wrote, or a table is missing. */
const isUnreadable = (thrown: unknown): boolean =>
  thrown instanceof SyntaxError ||
  thrown instanceof z.ZodError ||
  (thrown instanceof Database.SqliteError && /^no such (table|column)/.test(thrown.message));

/** The same object, whose methods throw AppError in place of SQLite's own errors. */
export function translateErrors<T extends object>(api: T, file: string): T {
  return new Proxy(api, {
    get(target, key) {
      const member: unknown = Reflect.get(target, key);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]): unknown => {
        try {
          return Reflect.apply(member, target, args) as unknown;
        } catch (error) {
          throw toStoreError(error, file);
        }
      };
    },
  });
}
