import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createBars } from '#main/store/bars.ts';
import { translateErrors } from '#main/store/errors.ts';
import { createMinutes } from '#main/store/minutes.ts';
import { openStore } from '#main/store/store.ts';
import { makeBars, makeBatch } from '#tests/fixtures/bars.ts';
import { failureOf } from '#tests/fixtures/failureOf.ts';
import { makeMinutes } from '#tests/fixtures/minutes.ts';
import { makeTempDir } from '#tests/fixtures/tempDir.ts';

const SCRIPT = resolve(import.meta.dirname, '../fixtures/writeForever.ts');
const newFile = (): string => join(makeTempDir(), 'zuot.db');

describe('a killed download', () => {
  it.each([0, 4, 9])(
    'loses no saved minutes and goes on where it was, %i ms in',
    async (delayMs) => {
      const file = newFile();
      const child = spawn(process.execPath, [SCRIPT, file], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const told: string[] = [];
      const lines = createInterface({ input: child.stdout });
      lines.on('line', (line) => told.push(line));
      await once(lines, 'line');
      await delay(delayMs);
      child.kill('SIGKILL');
      await once(child, 'close');
      const store = openStore(file);
      onTestFinished(() => store.close());
      expect(store.downloads.markInterrupted()).toEqual(['minutes-0001']);
      const symbols = store.downloads.symbols('minutes-0001');
      expect(symbols.every(({ state }) => state === 'done' || state === 'waiting')).toBe(true);
      const done = symbols.filter(({ state }) => state === 'done').map(({ symbol }) => symbol);
      expect(done).toEqual(expect.arrayContaining(told));
      for (const symbol of done) {
        expect(store.minutes.read(symbol, 5)).toEqual(makeMinutes([20260105, 20260106, 20260107]));
      }
      for (const [symbol] of store.minutes.periods()) {
        expect(store.minutes.read(symbol, 5).time).toHaveLength(144);
        expect(store.minutes.days(symbol, 5).map(({ bars }) => bars)).toEqual([48, 48, 48]);
      }
      store.downloads.takeUp('minutes-0001');
      expect(store.downloads.find('minutes-0001')).toMatchObject({
        state: 'running',
        done: done.length,
      });
    },
  );
});

describe('a full disk', () => {
  it('stores a batch whole or not at all, and takes it once there is room', () => {
    const file = newFile();
    openStore(file).close();
    const db = new Database(file);
    onTestFinished(() => void db.close());
    const bars = translateErrors(createBars(db), file);
    const minutes = translateErrors(createMinutes(db), file);
    bars.save(makeBatch(makeBars(10)));
    const pages = Number(db.pragma('page_count', { simple: true }));
    db.pragma(`max_page_count = ${pages + 2}`);
    const many = makeBatch(makeBars(5000), { source: 'sina' });
    expect(failureOf(() => bars.save(many))).toMatchObject({ code: 'DISK_FULL' });
    expect(bars.readSeries('600519.SH').tradeDate).toHaveLength(10);
    const days = makeMinutes(Array.from({ length: 28 }, (_, i) => 20260101 + i));
    const batch = { symbol: '600519.SH', period: 5, bars: days, source: 'sina' } as const;
    expect(failureOf(() => minutes.save(batch))).toMatchObject({ code: 'DISK_FULL' });
    expect(minutes.periods().size).toBe(0);
    db.pragma('max_page_count = 1000000');
    expect(bars.save(many)).toMatchObject({ added: 4990, same: 10 });
    expect(minutes.save(batch)).toMatchObject({ added: 28 * 48 });
  });
});

describe('two instances at once', () => {
  it('wait for each other and lose nothing', () => {
    const file = newFile();
    const [one, two] = [openStore(file), openStore(file)];
    onTestFinished(() => [one, two].forEach((store) => store.close()));
    for (let i = 0; i < 10; i++) {
      const bars = makeBars(5, 20200101 + i * 5);
      (i % 2 === 0 ? one : two).bars.save(makeBatch(bars));
    }
    expect(one.bars.stats()).toMatchObject([{ count: two.bars.stats()[0].count }]);
    one.downloads.create({ id: 'daily-0001', kind: 'daily', request: {}, symbols: ['600519.SH'] });
    expect(() => two.downloads.takeUp('daily-0001')).toThrow(/is running/);
  });

  it('tell the second writer that the first one is busy, and keep what both saved', () => {
    const file = newFile();
    const store = openStore(file, { busyTimeoutMs: 20 });
    const other = new Database(file);
    onTestFinished(() => {
      store.close();
      other.close();
    });
    other.exec('BEGIN IMMEDIATE');
    const save = (): unknown =>
      store.minutes.save({
        symbol: '600519.SH',
        period: 5,
        bars: makeMinutes([20260105]),
        source: 'sina',
      });
    expect(failureOf(save)).toMatchObject({ code: 'STORE_BUSY' });
    other.exec('COMMIT');
    expect(save()).toMatchObject({ added: 48 });
  });
});
