import { describe, expect, it } from 'vitest';
import { listInstruments } from '#main/jobs/data/listInstruments.ts';
import { ensureSampleMarket } from '#main/jobs/timing/sampleMarket.ts';
import type { Store } from '#main/store/store.ts';
import type { InstrumentSummary } from '#shared/dataContract.ts';
import type { BarColumns } from '#shared/domain.ts';
import { makeBars, makeBatch, makeInstrument } from '#tests/fixtures/bars.ts';
import { makeStore } from '#tests/fixtures/store.ts';

const without = (bars: BarColumns, ...gone: number[]): BarColumns => {
  const keep = (_: number, i: number): boolean => !gone.includes(i);
  return {
    tradeDate: bars.tradeDate.filter(keep),
    open: bars.open.filter(keep),
    high: bars.high.filter(keep),
    low: bars.low.filter(keep),
    close: bars.close.filter(keep),
    volume: bars.volume.filter(keep),
    amount: bars.amount.filter(keep),
  };
};
const save = (store: Store, symbol: string, bars: BarColumns, more = {}): unknown =>
  store.bars.save(makeBatch(bars, { instrument: makeInstrument(symbol), ...more }));
const findingsOf = async (store: Store, symbol: string): Promise<InstrumentSummary['findings']> =>
  (await listInstruments(store)).find((entry) => entry.symbol === symbol)!.findings;
const gap = (date: string, note: string) => ({ date, kind: 'gap', severity: 'info', note });
const suspended = (date: string, note: string) => ({
  date,
  kind: 'suspended',
  severity: 'info',
  note,
});

describe('listInstruments', () => {
  it('tells range, size, origin and time of the last update', async () => {
    const store = makeStore();
    save(store, '600519.SH', makeBars(10, 20200101));
    expect(await listInstruments(store)).toMatchObject([
      {
        symbol: '600519.SH',
        barCount: 10,
        firstDate: '2020-01-01',
        lastDate: '2020-01-10',
        source: 'csv',
        updatedAt: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T.*Z$/) as unknown,
        findings: [],
      },
    ]);
  });

  it('finds sessions that other symbols had', async () => {
    const store = makeStore();
    save(store, '600519.SH', makeBars(20, 20200101));
    save(store, '000001.SZ', makeBars(20, 20200101));
    save(store, '000002.SZ', without(makeBars(20, 20200101), 4, 5, 6, 10));
    expect(await findingsOf(store, '000002.SZ')).toEqual([
      gap('2020-01-05', 'no bar on 3 days to 2020-01-07'),
      gap('2020-01-11', 'no bar on 2020-01-11'),
    ]);
    expect(await findingsOf(store, '600519.SH')).toEqual([]);
  });

  it('does not take one symbol with a day too many for the calendar', async () => {
    const store = makeStore();
    save(store, '600519.SH', makeBars(20, 20200101));
    for (const symbol of ['000001.SZ', '000002.SZ']) {
      save(store, symbol, without(makeBars(20, 20200101), 9));
    }
    expect(await findingsOf(store, '000001.SZ')).toEqual([]);
  });

  it('finds jumps that no ex-date explains', async () => {
    const halved = makeBars(30, 20200101);
    for (const column of [halved.open, halved.high, halved.low, halved.close]) {
      for (let i = 15; i < 30; i++) column[i] /= 2;
    }
    const store = makeStore();
    save(store, '600519.SH', halved);
    save(store, '000001.SZ', halved, { factors: [{ tradeDate: 20200116, factor: 2 }] });
    expect(await findingsOf(store, '600519.SH')).toMatchObject([
      { date: '2020-01-16', kind: 'jump' },
    ]);
    expect(await findingsOf(store, '000001.SZ')).toEqual([]);
  });

  it('takes the downloaded calendar before what other symbols have', async () => {
    const store = makeStore();
    save(store, '600519.SH', without(makeBars(20, 20200101), 9));
    expect(await findingsOf(store, '600519.SH')).toEqual([]);
    store.calendar.save('CN', makeBars(20, 20200101).tradeDate, 'sina');
    expect(await findingsOf(store, '600519.SH')).toEqual([
      gap('2020-01-10', 'no bar on 2020-01-10'),
    ]);
  });

  it('names a symbol that was left behind, until it has caught up', async () => {
    const store = makeStore();
    for (const symbol of ['600519.SH', '000001.SZ', '000002.SZ']) {
      save(store, symbol, makeBars(30, 20200101));
    }
    save(store, '000004.SZ', makeBars(15, 20200101));
    expect(await findingsOf(store, '000004.SZ')).toMatchObject([
      { date: '2020-01-15', kind: 'stale' },
    ]);
    save(store, '000004.SZ', makeBars(30, 20200101));
    expect(await findingsOf(store, '000004.SZ')).toEqual([]);
  });

  it('leaves out who is only on a list', async () => {
    const store = makeStore();
    store.instruments.save(makeInstrument('600519.SH'));
    expect(await listInstruments(store)).toEqual([]);
  });

  it('finds suspensions, also one that lasts', async () => {
    const bars = makeBars(20, 20200101);
    for (const i of [3, 4, 19]) bars.volume[i] = 0;
    const store = makeStore();
    save(store, '600519.SH', bars);
    expect(await findingsOf(store, '600519.SH')).toEqual([
      suspended('2020-01-04', 'no volume on 2 days to 2020-01-05'),
      suspended('2020-01-20', 'no volume on 2020-01-20'),
    ]);
  });

  it('sees what was saved since it was last asked', async () => {
    const store = makeStore();
    const bars = makeBars(20, 20200101);
    save(store, '600519.SH', bars);
    expect(await findingsOf(store, '600519.SH')).toEqual([]);
    bars.volume[3] = 0;
    save(store, '600519.SH', bars);
    expect(await findingsOf(store, '600519.SH')).toHaveLength(1);
  });
});

describe('ensureSampleMarket', () => {
  it('fills the store once, with simulated symbols only', async () => {
    const store = makeStore();
    const { symbols, benchmark } = ensureSampleMarket(store);
    const version = store.bars.dataVersion([...symbols, benchmark]);
    const stats = store.bars.stats();
    ensureSampleMarket(store);
    expect(store.bars.stats()).toEqual(stats);
    expect(store.bars.dataVersion([...symbols, benchmark])).toBe(version);
    const listed = await listInstruments(store);
    expect(listed).toHaveLength(symbols.length + 1);
    for (const { isSimulated, findings } of listed) {
      expect(isSimulated).toBe(true);
      expect(findings.filter(({ kind }) => kind !== 'suspended')).toEqual([]);
    }
  });
});
