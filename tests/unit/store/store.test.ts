import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { translateErrors } from '#main/store/errors.ts';
import { migrations } from '#main/store/migrations/index.ts';
import { openStore } from '#main/store/store.ts';
import { makeBars, makeBatch } from '#tests/fixtures/bars.ts';
import { makeTempDir } from '#tests/fixtures/tempDir.ts';

const newFile = (): string => join(makeTempDir(), 'zuot.db');

function openRaw(file: string): Database.Database {
  const db = new Database(file);
  onTestFinished(() => void db.close());
  return db;
}

describe('openStore', () => {
  it('keeps what was saved when it opens again', () => {
    const file = newFile();
    const first = openStore(file);
    first.bars.save(makeBatch(makeBars(3)));
    first.close();
    const again = openStore(file);
    expect(again.bars.stats()).toMatchObject([{ symbol: '600519.SH', count: 3 }]);
    again.close();
  });

  it('writes ahead and reaches the newest version', () => {
    const file = newFile();
    openStore(file).close();
    const db = openRaw(file);
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(db.pragma('user_version', { simple: true })).toBe(migrations.length);
  });

  it('refuses a newer database and leaves the file as it is', () => {
    const file = newFile();
    openStore(file).close();
    const db = new Database(file);
    db.pragma(`user_version = ${migrations.length + 1}`);
    db.close();
    const before = readFileSync(file);
    expect(() => openStore(file)).toThrow(expect.objectContaining({ code: 'STORE_TOO_NEW' }));
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('refuses a database of another program and leaves the file as it is', () => {
    const file = newFile();
    const db = new Database(file);
    db.exec('CREATE TABLE songs (title TEXT)');
    db.close();
    const before = readFileSync(file);
    expect(() => openStore(file)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('calls a file that is no database damaged', () => {
    const file = newFile();
    writeFileSync(file, 'date,open,high,low,close\n'.repeat(100));
    expect(() => openStore(file)).toThrow(expect.objectContaining({ code: 'STORE_DAMAGED' }));
  });

  it('calls a database with overwritten pages damaged when it reads them', () => {
    const file = newFile();
    const first = openStore(file);
    first.bars.save(makeBatch(makeBars(2000)));
    first.close();
    const bytes = readFileSync(file);
    bytes.fill(0xa5, Math.floor((bytes.length * 3) / 4 / 4096) * 4096);
    writeFileSync(file, bytes);
    const store = openStore(file);
    expect(() => store.bars.readSeries('600519.SH')).toThrow(
      expect.objectContaining({ code: 'STORE_DAMAGED' }),
    );
    store.close();
  });

  it('says which file cannot be opened', () => {
    const file = makeTempDir();
    expect(() => openStore(file)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
    expect(() => openStore(file)).toThrow(file);
  });

  it('is busy while another process writes, and works again afterwards', () => {
    const file = newFile();
    const store = openStore(file, { busyTimeoutMs: 20 });
    const other = openRaw(file);
    other.exec('BEGIN IMMEDIATE');
    const save = (): unknown => store.bars.save(makeBatch(makeBars(1)));
    expect(save).toThrow(expect.objectContaining({ code: 'STORE_BUSY' }));
    other.exec('COMMIT');
    expect(save()).toMatchObject({ added: 1 });
    store.close();
  });

  it('reads beside a writer, and refuses to write, when opened read-only', () => {
    const file = newFile();
    const writer = openStore(file);
    writer.bars.save(makeBatch(makeBars(2)));
    const reader = openStore(file, { isReadOnly: true });
    writer.bars.save(makeBatch(makeBars(5)));
    expect(reader.bars.readSeries('600519.SH').tradeDate).toHaveLength(5);
    expect(() => reader.bars.save(makeBatch(makeBars(1)))).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT' }),
    );
    reader.close();
    writer.close();
  });
});

describe('translateErrors', () => {
  it('calls a full disk by its name', () => {
    const db = openRaw(newFile());
    db.exec('CREATE TABLE t (x)');
    db.pragma('max_page_count = 3');
    const fill = db.prepare('INSERT INTO t VALUES (zeroblob(40000))');
    const api = translateErrors({ fill: () => fill.run() }, 'full.db');
    expect(() => api.fill()).toThrow(expect.objectContaining({ code: 'DISK_FULL' }));
  });

  it('lets our own mistakes through as they are', () => {
    const mistake = new Error('ours');
    const api = translateErrors(
      {
        fail: () => {
          throw mistake;
        },
      },
      'any.db',
    );
    expect(() => api.fail()).toThrow(mistake);
  });
});
