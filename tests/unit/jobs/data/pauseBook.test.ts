import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createSourceDesk } from '#main/jobs/data/sourceDesk.ts';
import { createPauseBook } from '#main/jobs/data/pauseBook.ts';
import { openStore } from '#main/store/store.ts';
import type { Store } from '#main/store/store.ts';
import { makeTempDir } from '#tests/fixtures/tempDir.ts';

const NOW = Date.UTC(2026, 0, 5);
const MINUTE = 60_000;

function open(file: string, busyTimeoutMs = 5000): Store {
  const store = openStore(file, { busyTimeoutMs });
  onTestFinished(() => store.close());
  return store;
}
const deskOf = (store: Store) => createSourceDesk({ store, emit: () => undefined, now: () => NOW });

describe('pauses of sources', () => {
  it('outlive the process, are seen by every other one, and are ended by any', () => {
    const file = join(makeTempDir(), 'zuot.db');
    const [app, other] = [open(file), open(file)];
    createPauseBook(app, () => NOW).write('eastmoney', NOW + 10 * MINUTE);
    expect(deskOf(other).isPaused('eastmoney')).toBe(true);
    expect(deskOf(other).isPaused('sina')).toBe(false);
    // AKTools passes on what EastMoney says.
    deskOf(app).release('aktools');
    expect(deskOf(other).isPaused('eastmoney')).toBe(false);
  });

  it('end by themselves', () => {
    const store = open(join(makeTempDir(), 'zuot.db'));
    createPauseBook(store, () => NOW).write('sina', NOW - 1);
    expect(deskOf(store).isPaused('sina')).toBe(false);
  });

  it('of a clock that was wrong are not believed', () => {
    const store = open(join(makeTempDir(), 'zuot.db'));
    createPauseBook(store, () => NOW).write('sina', NOW + 48 * 60 * MINUTE);
    expect(deskOf(store).isPaused('sina')).toBe(false);
  });

  it('hold in this process where the database does not take them', () => {
    const file = join(makeTempDir(), 'zuot.db');
    const store = open(file, 10);
    const writer = new Database(file);
    onTestFinished(() => void writer.close());
    writer.exec('BEGIN IMMEDIATE');
    const book = createPauseBook(store, () => NOW);
    book.write('sina', NOW + MINUTE);
    expect(book.read('sina')).toBe(NOW + MINUTE);
    book.write('sina', null);
    expect(book.read('sina')).toBeNull();
    writer.exec('COMMIT');
  });
});
