import type Database from 'better-sqlite3';
import { initialsOf } from '#main/market/initials.ts';
import { AppError } from '#shared/errors.ts';
import { migrations } from './migrations/index.ts';

/** `ZuoT` in ASCII, so that another program's database is told apart and left alone. */
const APPLICATION_ID = 0x5a756f54;

const readPragma = (db: Database.Database, name: string): number =>
  Number(db.pragma(name, { simple: true }));

/**
 * Refuses, before anything is written, a database that a newer app made or that is not ours.
 * @returns whether migrations are due
 */
export function checkVersion(db: Database.Database, file: string): boolean {
  const version = readPragma(db, 'user_version');
  const isEmpty = db.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined;
  const isOurs = readPragma(db, 'application_id') === APPLICATION_ID && version >= 0;
  if (!isEmpty && !isOurs) {
    throw new AppError('INVALID_INPUT', `not a ZuoT database: ${file}`, { file });
  }
  if (version > migrations.length) {
    throw new AppError(
      'STORE_TOO_NEW',
      `the database has version ${version}, this app knows ${migrations.length}: ${file}`,
      { file, version, known: migrations.length },
    );
  }
  return version < migrations.length;
}

/** Applies what is due, each migration in its own transaction; a second process waits for its turn. */
export function migrate(db: Database.Database): void {
  db.function('initials_of', { deterministic: true }, (name) => initialsOf(String(name)));
  const step = db.transaction((): boolean => {
    const version = readPragma(db, 'user_version');
    if (version >= migrations.length) return false;
    db.exec(migrations[version]);
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.pragma(`user_version = ${version + 1}`);
    return true;
  });
  while (step.immediate());
}
