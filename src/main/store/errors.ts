import Database from 'better-sqlite3';
import { AppError } from '#shared/errors.ts';
import type { ErrorCode } from '#shared/errors.ts';

const CODES: [prefix: string, code: ErrorCode, message: string][] = [
  ['SQLITE_BUSY', 'STORE_BUSY', 'the database is in use by another process'],
  ['SQLITE_LOCKED', 'STORE_BUSY', 'the database is in use by another process'],
  ['SQLITE_CORRUPT', 'STORE_DAMAGED', 'the database file is damaged'],
  ['SQLITE_NOTADB', 'STORE_DAMAGED', 'the file is not a database, or is damaged'],
  ['SQLITE_FULL', 'DISK_FULL', 'the disk is full'],
  ['SQLITE_IOERR_WRITE', 'DISK_FULL', 'the disk does not take more data'],
  ['SQLITE_CANTOPEN', 'INVALID_INPUT', 'the database file cannot be opened'],
  ['SQLITE_READONLY', 'INVALID_INPUT', 'the database file cannot be written to'],
];

/** SQLite's faults that a user can act on as AppError; anything else is returned as it is. */
export function toStoreError(thrown: unknown, file: string): unknown {
  if (!(thrown instanceof Database.SqliteError)) return thrown;
  const known = CODES.find(([prefix]) => thrown.code.startsWith(prefix));
  if (!known) return thrown;
  const [, code, message] = known;
  return new AppError(code, `${message}: ${file}`, { file, sqlite: thrown.code }, thrown);
}

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
