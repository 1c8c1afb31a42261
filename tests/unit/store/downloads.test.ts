import { describe, expect, it } from 'vitest';
import { makeStore } from '#tests/fixtures/store.ts';

const NEW = {
  id: 'daily-0001',
  kind: 'daily',
  request: { mode: 'tail' },
  symbols: ['600519.SH', '000001.SZ', '600519.SH'],
} as const;

describe('downloads', () => {
  it('begin with every symbol waiting, in the order asked for, each once', () => {
    const { downloads } = makeStore();
    downloads.create(NEW);
    expect(downloads.find(NEW.id)).toMatchObject({
      state: 'running',
      total: 2,
      request: { mode: 'tail' },
    });
    expect(downloads.symbols(NEW.id)).toMatchObject([
      { symbol: '600519.SH', state: 'waiting', added: 0, attempts: 0, error: null },
      { symbol: '000001.SZ', state: 'waiting' },
    ]);
  });

  it('keep the state of each symbol, its figures, error and number of attempts', () => {
    const { downloads } = makeStore();
    downloads.create(NEW);
    downloads.saveSymbol(NEW.id, '600519.SH', { state: 'running' });
    downloads.saveSymbol(NEW.id, '600519.SH', { state: 'done', added: 5, source: 'sina' });
    const error = { code: 'SOURCE_BAD_DATA', message: 'odd', details: { row: 3 } } as const;
    downloads.saveSymbol(NEW.id, '000001.SZ', { state: 'failed', error });
    expect(downloads.symbols(NEW.id)).toMatchObject([
      { state: 'done', added: 5, source: 'sina', attempts: 1 },
      { state: 'failed', error },
    ]);
    expect(downloads.find(NEW.id)).toMatchObject({ done: 1, failed: 1 });
  });

  it('are interrupted once their process is gone, and go on where they were', () => {
    const { downloads } = makeStore();
    downloads.create(NEW);
    downloads.saveSymbol(NEW.id, '600519.SH', { state: 'done', added: 5 });
    downloads.saveSymbol(NEW.id, '000001.SZ', { state: 'running' });
    expect(downloads.markInterrupted()).toEqual([]);
    expect(downloads.markInterrupted(() => false)).toEqual([NEW.id]);
    expect(downloads.symbols(NEW.id).map(({ state }) => state)).toEqual(['done', 'waiting']);
    downloads.takeUp(NEW.id);
    expect(downloads.find(NEW.id)).toMatchObject({ state: 'running', done: 1 });
    expect(downloads.symbols(NEW.id)).toMatchObject([{ added: 5 }, { state: 'waiting' }]);
  });

  it('cannot be taken up twice, nor when nothing is left, nor when unknown', () => {
    const { downloads } = makeStore();
    downloads.create(NEW);
    expect(() => downloads.takeUp(NEW.id)).toThrow(/is running/);
    for (const symbol of new Set(NEW.symbols))
      downloads.saveSymbol(NEW.id, symbol, { state: 'done' });
    downloads.markState(NEW.id, 'done');
    expect(() => downloads.takeUp(NEW.id)).toThrow(/nothing left/);
    expect(() => downloads.takeUp('daily-none')).toThrow(/does not exist/);
  });

  it('go with their symbols when they are removed', () => {
    const { downloads } = makeStore();
    downloads.create(NEW);
    expect(downloads.remove(NEW.id)).toBe(true);
    expect(downloads.remove(NEW.id)).toBe(false);
    expect(downloads.symbols(NEW.id)).toEqual([]);
  });
});
