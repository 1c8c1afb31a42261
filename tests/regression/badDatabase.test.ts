import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { openStore } from '#main/store/store.ts';
import { failureOf } from '#tests/fixtures/failureOf.ts';
import { makeTempDir } from '#tests/fixtures/tempDir.ts';

/** A database on which the statement was carried out behind the app's back. */
function tamperedWith(statement: string): string {
  const file = join(makeTempDir(), 'zuot.db');
  openStore(file).close();
  const db = new Database(file);
  db.exec(statement);
  db.close();
  return file;
}

describe('a database that cannot serve', () => {
  test.each(['', ' '])('is refused without a name: "%s" would be gone in the end', (name) => {
    expect(failureOf(() => openStore(name)).code).toBe('INVALID_INPUT');
  });

  test('is named where its folder cannot be made', () => {
    const blocking = join(makeTempDir(), 'text');
    writeFileSync(blocking, 'no folder');
    for (const file of [join(blocking, 'zuot.db'), join(blocking, 'deeper', 'zuot.db')]) {
      const { code, message } = failureOf(() => openStore(file));
      expect(code).toBe('INVALID_INPUT');
      expect(message).toContain(file);
    }
  });

  test('is named where the disk gives no access to it', () => {
    const file = join(makeTempDir(), 'zuot.db');
    mkdirSync(`${file}-wal`);
    expect(failureOf(() => openStore(file)).code).toBe('INVALID_INPUT');
  });

  test('is damaged where a table is missing', () => {
    const file = tamperedWith('DROP TABLE folds; DROP TABLE runs');
    expect(failureOf(() => openStore(file)).code).toBe('STORE_DAMAGED');
  });

  test.each(['{', '{}'])('is damaged where a config is %s', (config) => {
    const store = openStore(
      tamperedWith(`INSERT INTO runs (id, preset, state, config, seed, data_version, app_version,
        backend, is_simulated, created_at) VALUES ('run-1', '', 'done', '${config}', 0, '', '', '{}', 0, '')`),
    );
    expect(failureOf(() => store.runs.list()).code).toBe('STORE_DAMAGED');
    store.close();
  });

  test('is damaged where a report cannot be unpacked', () => {
    const store = openStore(
      tamperedWith(`INSERT INTO runs (id, preset, state, config, seed, data_version, app_version,
        backend, is_simulated, created_at, report) VALUES ('run-1', '', 'done', '{}', 0, '', '', '{}', 0, '', x'00')`),
    );
    expect(failureOf(() => store.runs.readReport('run-1')).code).toBe('STORE_DAMAGED');
    store.close();
  });
});
