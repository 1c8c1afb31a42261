import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createChildChecker } from '#main/jobs/data/checkInChild.ts';
import { describeFile } from '#main/jobs/data/maintainStore.ts';
import { checkFile } from '#main/store/checkFile.ts';
import { migrations } from '#main/store/migrations/index.ts';
import { restoreDatabase } from '#main/store/restore.ts';
import { openStore } from '#main/store/store.ts';
import type { Store } from '#main/store/store.ts';
import { AppError } from '#shared/errors.ts';
import { makeBars, makeBatch, makeInstrument } from '#tests/fixtures/bars.ts';
import { rejectionOf } from '#tests/fixtures/failureOf.ts';
import { makeTempDir } from '#tests/fixtures/tempDir.ts';

function makeFilled(symbols = 5): { store: Store; backup: string } {
  const folder = makeTempDir();
  const store = openStore(join(folder, 'zuot.db'));
  onTestFinished(() => store.close());
  for (let i = 0; i < symbols; i++) {
    store.bars.save(makeBatch(makeBars(1000), { instrument: makeInstrument(`${600_000 + i}.SH`) }));
  }
  return { store, backup: join(folder, 'backup.db') };
}

/** Overwrites pages in the middle of the file, behind the header and the schema. */
function damage(file: string): void {
  const bytes = readFileSync(file);
  bytes.fill(
    0xa5,
    Math.floor(bytes.length / 8192) * 4096,
    Math.floor(bytes.length / 8192) * 4096 + 40_960,
  );
  writeFileSync(file, bytes);
}

describe('a backup', () => {
  it('holds everything, in one file, while others write', async () => {
    const { store, backup } = makeFilled();
    const writer = openStore(store.file);
    onTestFinished(() => writer.close());
    const seen: [number, number][] = [];
    let extra = 0;
    const running = store.backup(backup, {
      onProgress: (done, total) => {
        seen.push([done, total]);
        store.bars.save(
          makeBatch(makeBars(10), { instrument: makeInstrument(`${601_000 + extra++}.SH`) }),
        );
      },
    });
    writer.bars.save(makeBatch(makeBars(10), { instrument: makeInstrument('000001.SZ') }));
    const { file, bytes } = await running;
    expect(file).toBe(backup);
    expect(bytes).toBe(readFileSync(backup).length);
    expect(seen.length).toBeGreaterThan(0);
    expect(readdirSync(dirname(backup)).filter((name) => name.startsWith('backup'))).toEqual([
      'backup.db',
    ]);
    const copy = openStore(backup);
    onTestFinished(() => copy.close());
    for (let i = 0; i < 5; i++) {
      const symbol = `${600_000 + i}.SH`;
      expect(copy.bars.readSeries(symbol)).toEqual(store.bars.readSeries(symbol));
    }
  });

  it('that is cancelled leaves the earlier one and no rest', async () => {
    const { store, backup } = makeFilled();
    await store.backup(backup);
    const before = readFileSync(backup);
    const controller = new AbortController();
    const error = await rejectionOf(
      store.backup(backup, { signal: controller.signal, onProgress: () => controller.abort() }),
    );
    expect(error.code).toBe('CANCELLED');
    expect(readFileSync(backup).equals(before)).toBe(true);
    expect(readdirSync(dirname(backup)).filter((name) => name.includes('partial'))).toEqual([]);
  });

  it('replaces neither the database itself nor a file that is no backup', async () => {
    const { store, backup } = makeFilled(1);
    expect(await rejectionOf(store.backup(store.file))).toMatchObject({ code: 'INVALID_INPUT' });
    writeFileSync(backup, 'my diary');
    expect(await rejectionOf(store.backup(backup))).toMatchObject({ code: 'INVALID_INPUT' });
    expect(readFileSync(backup, 'utf8')).toBe('my diary');
  });

  it('into a folder that is not there fails with the name of the file', async () => {
    const { store } = makeFilled(1);
    const error = await rejectionOf(store.backup(join(dirname(store.file), 'none', 'b.db')));
    expect(error).toMatchObject({ code: 'INVALID_INPUT' });
  });
});

describe('a restore', () => {
  it('brings back what was backed up and keeps what was there', async () => {
    const { store, backup } = makeFilled();
    await store.backup(backup);
    const kept = store.bars.readSeries('600000.SH');
    store.bars.remove('600000.SH');
    store.bars.save(makeBatch(makeBars(7), { instrument: makeInstrument('000001.SZ') }));
    const { before } = await store.restore(backup);
    expect(store.bars.readSeries('600000.SH')).toEqual(kept);
    expect(store.bars.stats()).toHaveLength(5);
    store.bars.save(makeBatch(makeBars(3), { instrument: makeInstrument('000002.SZ') }));
    const old = openStore(before);
    onTestFinished(() => old.close());
    expect(old.bars.stats().map(({ symbol }) => symbol)).toContain('000001.SZ');
    expect(old.bars.readSeries('600000.SH').tradeDate).toHaveLength(0);
  });

  it('refuses a damaged, a newer and another program’s file, and goes on as before', async () => {
    const { store, backup } = makeFilled();
    await store.backup(backup);
    const folder = dirname(backup);
    const variant = (name: string, change: (file: string) => void): string => {
      const file = join(folder, name);
      writeFileSync(file, readFileSync(backup));
      change(file);
      return file;
    };
    const pragma = (text: string) => (file: string) => {
      const db = new Database(file);
      db.pragma(text);
      db.close();
    };
    const refused = async (file: string) => (await rejectionOf(store.restore(file))).code;
    expect(await refused(variant('torn.db', damage))).toBe('STORE_DAMAGED');
    expect(
      await refused(variant('newer.db', pragma(`user_version = ${migrations.length + 1}`))),
    ).toBe('STORE_TOO_NEW');
    expect(await refused(variant('other.db', pragma('application_id = 7')))).toBe('INVALID_INPUT');
    expect(await refused(join(folder, 'none.db'))).toBe('INVALID_INPUT');
    expect(await refused(store.file)).toBe('INVALID_INPUT');
    await expect(store.restore(folder)).rejects.toThrow(`this is not a file: ${folder}`);
    expect(store.bars.stats()).toHaveLength(5);
    expect(readdirSync(folder).filter((name) => /restor/.test(name))).toEqual([]);
  });

  it('waits for nobody: it refuses while another process has the database open', async () => {
    const { store, backup } = makeFilled(1);
    await store.backup(backup);
    const other = openStore(store.file);
    expect(await rejectionOf(store.restore(backup))).toMatchObject({ code: 'STORE_BUSY' });
    expect(store.bars.stats()).toHaveLength(1);
    expect(other.bars.stats()).toHaveLength(1);
    other.close();
    expect(existsSync((await store.restore(backup)).before)).toBe(true);
  });

  it('takes the place of a database that is damaged', async () => {
    const { store, backup } = makeFilled();
    await store.backup(backup);
    const target = join(dirname(backup), 'damaged.db');
    writeFileSync(target, 'nothing of a database'.repeat(1000));
    const { before } = await restoreDatabase(target, backup);
    expect(readFileSync(before, 'utf8')).toMatch(/^nothing/);
    const restored = openStore(target);
    onTestFinished(() => restored.close());
    expect(restored.bars.stats()).toHaveLength(5);
  });
});

describe('a look at a database file', () => {
  it('counts what a sound one holds', async () => {
    const { store } = makeFilled(2);
    const { isHealthy, lines } = await describeFile(store.file);
    expect(isHealthy).toBe(true);
    expect(lines.join('\n')).toMatch(/2000 bars/);
  });

  it('names the damaged table, what is still readable and what to do', async () => {
    const { store } = makeFilled(20);
    store.close();
    damage(store.file);
    const { isHealthy, lines } = await describeFile(store.file);
    expect(isHealthy).toBe(false);
    expect(lines.join('\n')).toMatch(/bars is damaged/);
    expect(lines.join('\n')).toMatch(/20 instruments/);
    expect(lines.join('\n')).toMatch(/zuot restore/);
  });

  it('explains a file that is no database at all', async () => {
    const file = join(makeTempDir(), 'zuot.db');
    writeFileSync(file, 'x'.repeat(10_000));
    const { isHealthy, lines } = await describeFile(file);
    expect(isHealthy).toBe(false);
    expect(lines.join('\n')).toMatch(/STORE_DAMAGED/);
  });
});

describe('a look in a process of its own', () => {
  const check = createChildChecker(resolve(import.meta.dirname, '../../src/main/engine.ts'));

  it('finds what a look in this one finds', async () => {
    const { store } = makeFilled(2);
    expect(await check(store.file)).toEqual(checkFile(store.file, { isThorough: true }));
    const file = join(makeTempDir(), 'zuot.db');
    writeFileSync(file, 'x'.repeat(10_000));
    expect((await rejectionOf(check(file))).code).toBe('STORE_DAMAGED');
  });

  it('serves a backup and a restore, and ends with a cancel', async () => {
    const { store, backup } = makeFilled(2);
    await store.backup(backup, { check });
    await store.restore(backup, { check });
    expect(store.bars.stats()).toHaveLength(2);
    const controller = new AbortController();
    controller.abort();
    expect((await rejectionOf(check(store.file, controller.signal))).code).toBe('CANCELLED');
  });

  it('leaves everything as it is where a job begins during the restore', async () => {
    const { store, backup } = makeFilled(2);
    await store.backup(backup);
    store.bars.remove('600000.SH');
    const assertIdle = () => {
      throw new AppError('STORE_BUSY', 'jobs are running');
    };
    expect((await rejectionOf(store.restore(backup, { assertIdle }))).code).toBe('STORE_BUSY');
    expect(store.bars.stats()).toHaveLength(1);
    expect(readdirSync(dirname(backup)).filter((name) => /restor/.test(name))).toEqual([]);
  });
});
