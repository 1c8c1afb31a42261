import { describe, expect, it } from 'vitest';
import type { BarFinding } from '#main/market/finding.ts';
import { makeBars, makeBatch } from '#tests/fixtures/bars.ts';
import { makeStore } from '#tests/fixtures/store.ts';

const SYMBOL = '600519.SH';
const gap = (tradeDate: number, note = 'no bar'): BarFinding => ({
  symbol: SYMBOL,
  tradeDate,
  kind: 'gap',
  severity: 'warning',
  note,
  details: { days: 1 },
});

describe('findings.record', () => {
  it('keeps one finding of a kind and day, with the newest note', () => {
    const { findings } = makeStore();
    findings.record([gap(20200102)], 'sina');
    findings.record([gap(20200102, 'no bar on 2 days')], 'tencent');
    expect(findings.list()).toMatchObject([
      { tradeDate: 20200102, note: 'no bar on 2 days', source: 'tencent', details: { days: 1 } },
    ]);
  });

  it('resolves what an inspection of the same kinds and days finds no more', () => {
    const { findings } = makeStore();
    findings.record([gap(20200102), gap(20200301)], null);
    findings.record([], null, { symbol: SYMBOL, kinds: ['jump'] });
    expect(findings.list()).toHaveLength(2);
    findings.record([], null, { symbol: SYMBOL, kinds: ['gap'], to: 20200201 });
    expect(findings.list().map(({ tradeDate }) => tradeDate)).toEqual([20200301]);
    expect(findings.list({ state: 'resolved' })).toHaveLength(1);
  });

  it('opens again what comes back, but not what was dismissed', () => {
    const { findings } = makeStore();
    findings.record([gap(20200102), gap(20200103)], null);
    const [first, second] = findings.list();
    findings.setState(first.id, 'dismissed');
    findings.setState(second.id, 'resolved');
    findings.record([gap(20200102, 'again'), gap(20200103)], null);
    expect(findings.list().map(({ id }) => id)).toEqual([second.id]);
    expect(findings.list({ state: 'dismissed' })).toMatchObject([{ id: first.id, note: 'again' }]);
  });

  it('refuses to change a finding that does not exist', () => {
    expect(() => makeStore().findings.setState(7, 'dismissed')).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT' }),
    );
  });
});

describe('quarantine', () => {
  it('keeps a row word for word, once, until its symbol is removed', () => {
    const store = makeStore();
    const row = { tradeDate: '2020-13-45', row: '{"close":"-"}', problem: 'not a date' };
    store.quarantine.add(SYMBOL, 'sina', [row]);
    store.quarantine.add(SYMBOL, 'sina', [row]);
    store.quarantine.add(SYMBOL, 'tencent', [row]);
    expect(store.quarantine.list(SYMBOL)).toMatchObject([
      { ...row, symbol: SYMBOL, source: 'sina' },
      { ...row, source: 'tencent' },
    ]);
    expect(store.quarantine.list('000001.SZ')).toEqual([]);
    store.bars.remove(SYMBOL);
    expect(store.quarantine.list()).toEqual([]);
  });
});

describe('inspections', () => {
  it('are due after every change of bars, and after a new calendar', () => {
    const store = makeStore();
    expect(store.inspections.due()).toEqual([]);
    store.bars.save(makeBatch(makeBars(5)));
    expect(store.inspections.due()).toEqual([SYMBOL]);
    store.inspections.mark(SYMBOL);
    store.bars.save(makeBatch(makeBars(5)));
    expect(store.inspections.due()).toEqual([]);
    store.bars.save(makeBatch(makeBars(6)));
    expect(store.inspections.due()).toEqual([SYMBOL]);
    store.inspections.mark(SYMBOL);
    store.calendar.save('CN', makeBars(5).tradeDate, 'sina');
    expect(store.inspections.due()).toEqual([SYMBOL]);
  });
});
