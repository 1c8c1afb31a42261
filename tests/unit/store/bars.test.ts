import { describe, expect, it, onTestFinished } from 'vitest';
import { openStore } from '#main/store/store.ts';
import { makeBars, makeBatch, makeInstrument } from '#tests/fixtures/bars.ts';
import { makeStore } from '#tests/fixtures/store.ts';

const SYMBOL = '600519.SH';

describe('bars.save', () => {
  it('counts what is new, what changed and what was there', () => {
    const { bars } = makeStore();
    expect(bars.save(makeBatch(makeBars(10)))).toMatchObject({ added: 10, changed: 0, same: 0 });
    expect(bars.save(makeBatch(makeBars(10)))).toMatchObject({ added: 0, changed: 0, same: 10 });
    const more = makeBars(12);
    more.high[3] += 1;
    expect(bars.save(makeBatch(more))).toMatchObject({ added: 2, changed: 1, same: 9 });
    expect(bars.readSeries(SYMBOL).high).toEqual(more.high);
  });

  it('fills a hole without touching the bars around it', () => {
    const { bars } = makeStore();
    bars.save(makeBatch(makeBars(2, 20200101)));
    bars.save(makeBatch(makeBars(2, 20200105)));
    expect(bars.save(makeBatch(makeBars(2, 20200103)))).toMatchObject({ added: 2, changed: 0 });
    expect([...bars.readSeries(SYMBOL).tradeDate]).toEqual([
      20200101, 20200102, 20200103, 20200104, 20200105, 20200106,
    ]);
  });

  it('keeps a known amount when a source without amounts repeats the bar', () => {
    const { bars } = makeStore();
    const full = makeBars(2);
    bars.save(makeBatch(full));
    const bare = { ...makeBars(3), amount: new Float64Array(3).fill(NaN) };
    expect(bars.save(makeBatch(bare))).toMatchObject({ added: 1, same: 2 });
    const { amount } = bars.readSeries(SYMBOL);
    expect([...amount]).toEqual([full.amount[0], full.amount[1], NaN]);
  });

  it('keeps ST flags when a source does not know them', () => {
    const { bars } = makeStore();
    bars.save(makeBatch(makeBars(2), { isSt: Uint8Array.of(0, 1) }));
    bars.save(makeBatch(makeBars(3, 20200102, 11)));
    expect([...bars.readSeries(SYMBOL).isSt]).toEqual([0, 1, 0]);
  });

  it('stores nothing of a batch whose columns do not match', () => {
    const { bars, instruments } = makeStore();
    const torn = { ...makeBars(5), close: new Float64Array(4) };
    expect(() => bars.save(makeBatch(torn))).toThrow(/one length/);
    expect(instruments.list()).toEqual([]);
  });

  it('rolls everything back when a factor is refused by the database', () => {
    const { bars, instruments } = makeStore();
    const factors = [{ tradeDate: 20200102, factor: -1 }];
    expect(() => bars.save(makeBatch(makeBars(5), { factors }))).toThrow();
    expect(bars.stats()).toEqual([]);
    expect(instruments.list()).toEqual([]);
  });
});

describe('bars.readSeries', () => {
  it('is empty for a symbol that is not stored', () => {
    expect(makeStore().bars.readSeries('000001.SZ').tradeDate).toHaveLength(0);
  });

  it('takes both ends of the span', () => {
    const { bars } = makeStore();
    bars.save(makeBatch(makeBars(10, 20200101)));
    const { tradeDate } = bars.readSeries(SYMBOL, 20200103, 20200105);
    expect([...tradeDate]).toEqual([20200103, 20200104, 20200105]);
  });

  it('puts on each bar the factor in force: 1 before the first, each from its own date on', () => {
    const { bars } = makeStore();
    const factors = [
      { tradeDate: 20200103, factor: 1.5 },
      { tradeDate: 20200105, factor: 2 },
    ];
    bars.save(makeBatch(makeBars(6, 20200101), { factors }));
    expect([...bars.readSeries(SYMBOL).factor]).toEqual([1, 1, 1.5, 1.5, 2, 2]);
    expect([...bars.readSeries(SYMBOL, 20200104).factor]).toEqual([1.5, 2, 2]);
  });
});

describe('bars.dataVersion', () => {
  it('depends on the content alone, not on the order or the way it was stored', () => {
    const [one, two] = [makeStore().bars, makeStore().bars];
    const other = { instrument: makeInstrument('000001.SZ') };
    one.save(makeBatch(makeBars(4)));
    one.save(makeBatch(makeBars(4), other));
    two.save(makeBatch(makeBars(4), { ...other, source: 'aktools' }));
    two.save(makeBatch(makeBars(2)));
    two.save(makeBatch(makeBars(4)));
    const symbols = [SYMBOL, '000001.SZ'];
    expect(one.dataVersion(symbols)).toBe(two.dataVersion(symbols.toReversed()));
  });

  it('changes with a bar, a factor or an ST flag of the span, and with nothing outside it', () => {
    const { bars } = makeStore();
    bars.save(makeBatch(makeBars(10, 20200101)));
    const version = (): string => bars.dataVersion([SYMBOL], 20200101, 20200105);
    const seen = [version()];
    const late = makeBars(10, 20200101);
    late.close[8] += 0.01;
    bars.save(makeBatch(late));
    expect(version()).toBe(seen[0]);
    late.close[2] += 0.01;
    bars.save(makeBatch(late));
    seen.push(version());
    bars.save(makeBatch(late, { factors: [{ tradeDate: 20200103, factor: 1.1 }] }));
    seen.push(version());
    bars.save(makeBatch(late, { isSt: new Uint8Array(10).fill(1) }));
    seen.push(version());
    expect(new Set(seen).size).toBe(4);
  });
});

describe('bars.remove', () => {
  it('forgets bars, factors and instrument of one symbol only', () => {
    const { bars, instruments } = makeStore();
    bars.save(makeBatch(makeBars(4), { factors: [{ tradeDate: 20200103, factor: 2 }] }));
    bars.save(makeBatch(makeBars(3), { instrument: makeInstrument('000001.SZ') }));
    expect(bars.remove(SYMBOL)).toBe(4);
    expect(bars.remove(SYMBOL)).toBe(0);
    expect(bars.readFactors(SYMBOL)).toEqual([]);
    expect(instruments.list().map(({ symbol }) => symbol)).toEqual(['000001.SZ']);
  });
});

describe('bars.stats', () => {
  it('tells range, size and the source of the newest bar', () => {
    const { bars } = makeStore();
    bars.save(makeBatch(makeBars(4, 20200101)));
    bars.save(makeBatch(makeBars(2, 20200105), { source: 'aktools' }));
    expect(bars.stats()).toMatchObject([
      { symbol: SYMBOL, count: 6, firstDate: 20200101, lastDate: 20200106, source: 'aktools' },
    ]);
    bars.save(makeBatch(makeBars(2, 20191230)));
    expect(bars.stats()).toMatchObject([{ count: 8, firstDate: 20191230, source: 'aktools' }]);
  });
});

describe('bars.changeMark', () => {
  it('changes with every write, whoever wrote, and not with reading', () => {
    const store = makeStore();
    const other = openStore(store.file);
    onTestFinished(() => other.close());
    const marks = [store.bars.changeMark()];
    store.bars.save(makeBatch(makeBars(2)));
    marks.push(store.bars.changeMark());
    other.bars.save(makeBatch(makeBars(3)));
    marks.push(store.bars.changeMark());
    store.bars.readSeries(SYMBOL);
    expect(store.bars.changeMark()).toBe(marks[2]);
    expect(new Set(marks).size).toBe(3);
  });
});

describe('corrections', () => {
  it('are noted with the old and the new figures when a source changes an old bar', () => {
    const { bars, corrections } = makeStore();
    const old = makeBars(5);
    bars.save(makeBatch(old));
    const fresh = makeBars(5);
    fresh.close[2] += 0.01;
    expect(bars.save(makeBatch(fresh, { source: 'sina' }))).toMatchObject({
      changed: 1,
      corrected: 1,
    });
    expect(corrections.list(SYMBOL)).toMatchObject([
      {
        tradeDate: old.tradeDate[2],
        old: [old.open[2], old.high[2], old.low[2], old.close[2], old.volume[2], old.amount[2]],
        new: [old.open[2], old.high[2], old.low[2], fresh.close[2], old.volume[2], old.amount[2]],
        source: 'sina',
      },
    ]);
  });

  it('are none where an exact figure replaces a rounded one, and the rounded one never comes back', () => {
    const { bars, corrections } = makeStore();
    const exact = makeBars(3);
    exact.volume.set([12_345, 20_000, 33_333]);
    exact.amount.set([123_456.78, 200_000, 333_330.5]);
    const rounded = makeBars(3);
    rounded.volume.set([12_300, 20_000, 33_300]);
    rounded.amount.set([123_457, 200_000, 330_000]);
    bars.save(makeBatch(rounded));
    expect(bars.save(makeBatch(exact))).toMatchObject({ changed: 2, corrected: 0 });
    expect(bars.save(makeBatch(rounded))).toMatchObject({ changed: 0, same: 3 });
    const { volume, amount } = bars.readSeries(SYMBOL);
    expect([volume, amount]).toEqual([exact.volume, exact.amount]);
    expect(corrections.list()).toEqual([]);
  });
});

describe('factors of two sources', () => {
  const factors = (factor: number) => [{ tradeDate: 20200104, factor }];

  it('are never joined: a part is set aside, the whole replaces the whole', () => {
    const { bars, instruments } = makeStore();
    bars.save(makeBatch(makeBars(10), { factors: factors(2), source: 'sina' }));
    const tail = makeBatch(makeBars(3, 20200109), { factors: factors(3), source: 'csv' });
    tail.factors = [{ tradeDate: 20200110, factor: 3 }];
    expect(bars.save(tail)).toMatchObject({ hasForeignFactors: true, factors: 1 });
    expect(bars.readFactors(SYMBOL)).toEqual(factors(2));
    expect(instruments.factorSource(SYMBOL)).toBe('sina');
    bars.save(makeBatch(makeBars(10), { factors: factors(3), source: 'csv' }));
    expect(bars.readFactors(SYMBOL)).toEqual(factors(3));
    expect(instruments.factorSource(SYMBOL)).toBe('csv');
  });

  it('may come from another place than the bars', () => {
    const { bars, instruments } = makeStore();
    bars.save(
      makeBatch(makeBars(4), { factors: factors(2), source: 'tencent', factorSource: 'sina' }),
    );
    expect(instruments.factorSource(SYMBOL)).toBe('sina');
    expect(bars.stats()).toMatchObject([{ source: 'tencent' }]);
  });
});

describe('a bar that no exchange printed', () => {
  it('is refused by the store itself', () => {
    const { bars } = makeStore();
    const odd = makeBars(5);
    odd.high[3] = odd.low[3] - 1;
    expect(() => bars.save(makeBatch(odd))).toThrow(/inspected/);
    expect(bars.stats()).toEqual([]);
  });
});
