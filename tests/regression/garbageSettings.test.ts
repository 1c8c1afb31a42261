import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { openStore } from '#main/store/store.ts';
import { makeTempDir } from '#tests/fixtures/tempDir.ts';

it('a stored setting that is garbage counts as not set, and can be set again', () => {
  const file = join(makeTempDir(), 'zuot.db');
  openStore(file).close();
  const db = new Database(file);
  const put = db.prepare('INSERT INTO settings VALUES (?, ?)');
  for (const [key, value] of [
    ['theme', 'not json'],
    ['spacingMs', '-1'],
    ['sourceOrder', '[]'],
    ['__proto__', '{"x":1}'],
    ['language', '"en"'],
  ]) {
    put.run(key, value);
  }
  db.close();
  const store = openStore(file);
  onTestFinished(() => store.close());
  expect(store.settings.read()).toMatchObject({
    theme: 'system',
    spacingMs: 1200,
    language: 'en',
  });
  expect(store.settings.change({ theme: 'dark' }).theme).toBe('dark');
});
