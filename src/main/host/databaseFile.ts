import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { defaultDatabaseFile } from '#main/lib/dataLocation.ts';
import { acquireInstanceLock } from './instanceLock.ts';
import type { InstanceLock } from './instanceLock.ts';

/** The database to open, with its folder made and its lock tried. Throws where the folder cannot be made. */
export function claimDatabase(named: string | undefined): { file: string; lock: InstanceLock } {
  if (named?.trim() === '') throw new Error('the database file has no name');
  const file = resolve(named ?? defaultDatabaseFile());
  mkdirSync(dirname(file), { recursive: true });
  return { file, lock: acquireInstanceLock(file) };
}

/** One sentence for a second app that meets a taken database. */
export function describeTaken(file: string, lock: InstanceLock & { isHeld: false }): string {
  const { owner } = lock;
  if (!owner) return `ZuoT is just being started on ${file}.`;
  const where = owner.address ? `at ${owner.address}` : 'in its own window';
  return `ZuoT already runs on ${file}, ${where} (process ${owner.pid}).`;
}
