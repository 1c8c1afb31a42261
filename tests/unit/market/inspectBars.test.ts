import { describe, expect, it } from 'vitest';
import { inspectBars } from '#main/market/inspectBars.ts';
import type { BarContext } from '#main/market/inspectBars.ts';
import { createRandom } from '#main/lib/random.ts';
import type { BarColumns } from '#shared/domain.ts';
import { toAppError } from '#shared/errors.ts';
import { makeBars, makeBatch } from '#tests/fixtures/bars.ts';
import { readSeries } from '#tests/fixtures/dailySeries.ts';
import { failureOf } from '#tests/fixtures/failureOf.ts';
import { makeStore } from '#tests/fixtures/store.ts';
import { describeWithShared } from '#tests/fixtures/shared.ts';

const CONTEXT: BarContext = { symbol: '600519.SH', board: 'main', source: 'sina' };
const broken = (length: number, change: (bars: BarColumns) => void): BarColumns => {
  const bars = makeBars(length);
  change(bars);
  return bars;
};

describe('inspectBars', () => {
  it('lets possible bars through as they are', () => {
    const bars = makeBars(20);
    const { good, quarantined, findings } = inspectBars(bars, CONTEXT);
    expect(good).toEqual(bars);
    expect([quarantined, findings]).toEqual([[], []]);
  });

  const oddRows: [what: string, problem: RegExp, change: (bars: BarColumns) => void][] = [
    ['a price of 0', /not positive/, (bars) => (bars.open[3] = 0)],
    ['a negative price', /not positive/, (bars) => (bars.low[3] = -1)],
    ['a price that is no number', /not a number/, (bars) => (bars.close[3] = NaN)],
    ['a high below the close', /high lies below/, (bars) => (bars.high[3] = bars.close[3] - 0.1)],
    ['a low above the open', /low lies above/, (bars) => (bars.low[3] = bars.open[3] + 0.1)],
    ['a negative volume', /volume -5/, (bars) => (bars.volume[3] = -5)],
    ['an endless amount', /amount Infinity/, (bars) => (bars.amount[3] = Infinity)],
    ['a day that does not exist', /not a date/, (bars) => (bars.tradeDate[3] = 20200231)],
    ['money of another size', /outside the prices/, (bars) => (bars.amount[3] *= 7)],
  ];

  it.each(oddRows)('puts %s aside, word for word, and keeps the rest', (_, problem, change) => {
    const bars = broken(20, change);
    const { good, kept, quarantined, findings } = inspectBars(bars, CONTEXT);
    expect(good.tradeDate).toHaveLength(19);
    expect([...kept]).not.toContain(3);
    expect(quarantined).toHaveLength(1);
    expect(quarantined[0].problem).toMatch(problem);
    expect(quarantined[0].tradeDate).toBe(String(bars.tradeDate[3]));
    const row: unknown = JSON.parse(quarantined[0].row);
    expect(row).toMatchObject({ tradeDate: String(bars.tradeDate[3]) });
    expect(findings).toMatchObject([{ kind: 'badBar', severity: 'warning' }]);
  });

  it('counts a repeated row once, and not at all where the two differ', () => {
    const again = broken(20, (bars) => bars.tradeDate.set([bars.tradeDate[3]], 4));
    const differing = inspectBars(again, CONTEXT);
    expect(differing.good.tradeDate).toHaveLength(18);
    expect(differing.quarantined).toHaveLength(2);
    for (const column of [
      again.open,
      again.high,
      again.low,
      again.close,
      again.volume,
      again.amount,
    ]) {
      column[4] = column[3];
    }
    const same = inspectBars(again, CONTEXT);
    expect(same.good.tradeDate).toHaveLength(19);
    expect(same.findings).toMatchObject([{ kind: 'badBar', severity: 'info' }]);
  });

  it('sorts rows that are out of turn, with all their columns', () => {
    const bars = makeBars(5);
    const shuffled = broken(5, (each) => {
      for (const column of Object.values(each) as Float64Array[]) column.reverse();
    });
    expect(inspectBars(shuffled, CONTEXT).good).toEqual(bars);
  });

  it('puts a single volume right that is off by exactly 100, and says so', () => {
    for (const unit of [100, 0.01]) {
      const bars = broken(20, (each) => (each.volume[3] *= unit));
      const { good, findings } = inspectBars(bars, CONTEXT);
      expect(good.volume).toEqual(makeBars(20).volume);
      expect(findings).toMatchObject([{ kind: 'unit', tradeDate: bars.tradeDate[3] }]);
    }
  });

  it('refuses a reply with more than three and more than 1% bad rows, naming the first', () => {
    const bars = broken(100, (each) => each.close.fill(-1, 40, 44));
    const error = failureOf(() =>
      inspectBars(bars, { ...CONTEXT, locate: (row) => ({ row: row + 1 }) }),
    );
    expect(error).toMatchObject({ code: 'SOURCE_BAD_DATA', details: { row: 41 } });
    expect(
      inspectBars(
        broken(500, (each) => each.close.fill(-1, 40, 44)),
        CONTEXT,
      ).quarantined,
    ).toHaveLength(4);
  });

  it('refuses bars of another symbol, of an index, and on another scale than the stored ones', () => {
    const bars = makeBars(20);
    const refused = (more: Partial<BarContext>) =>
      failureOf(() => inspectBars(bars, { ...CONTEXT, ...more }));
    expect(refused({ servedSymbol: '000001.SZ' }).message).toMatch(/served 000001.SZ/);
    const index = { ...makeBars(40), symbol: '000300.SH' };
    expect(refused({ indices: [index] }).message).toMatch(/index 000300.SH/);
    expect(refused({ stored: makeBars(20, 20200102, 30) }).message).toMatch(/another instrument/);
    expect(inspectBars(bars, { ...CONTEXT, stored: makeBars(20, 20200102, 10.5) }).good).toEqual(
      bars,
    );
  });

  it('does not judge the money of an index', () => {
    const bars = broken(20, (each) => each.amount.fill(1e12));
    expect(inspectBars(bars, { ...CONTEXT, board: 'index' }).quarantined).toEqual([]);
  });
});

describe('inspectBars of anything', () => {
  it('keeps only bars that the store takes, or refuses as bad data, over 3,000 seeded mutations', () => {
    const odd = [NaN, Infinity, -Infinity, 0, -1, 1e300, 5e-324, 20200231, 100, 0.01];
    const store = makeStore();
    for (let seed = 0; seed < 3000; seed++) {
      const random = createRandom(seed);
      const bars = makeBars(1 + random.below(40));
      const columns = [
        bars.open,
        bars.high,
        bars.low,
        bars.close,
        bars.volume,
        bars.amount,
        bars.tradeDate,
      ];
      for (let k = random.below(6); k >= 0; k--) {
        const column = columns[random.below(columns.length)];
        const at = random.below(column.length);
        const value = odd[random.below(odd.length)];
        column[at] = random.next() < 0.5 ? value : column[at] * value;
      }
      try {
        const { good, kept, quarantined } = inspectBars(bars, CONTEXT);
        expect(good.tradeDate.length + quarantined.length).toBe(bars.tradeDate.length);
        expect(kept).toHaveLength(good.tradeDate.length);
        if (good.tradeDate.length > 0 && seed % 10 === 0) store.bars.save(makeBatch(good));
      } catch (thrown) {
        expect(toAppError(thrown).code).toBe('SOURCE_BAD_DATA');
      }
    }
    expect(store.bars.stats()).toHaveLength(1);
  });
});

describeWithShared('inspectBars of real bars', () => {
  it.each(['sh600519', 'sz000001', 'sz300750', 'sh601318'])(
    'finds nothing wrong with %s',
    (file) => {
      const series = readSeries(file);
      const { symbol } = series;
      const { quarantined, findings } = inspectBars(series, {
        symbol,
        board: 'main',
        source: 'csv',
      });
      expect([quarantined, findings]).toEqual([[], []]);
    },
  );
});
