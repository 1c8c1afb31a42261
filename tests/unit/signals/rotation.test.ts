import { describe, expect, it } from 'vitest';
import type { DailySeries } from '#shared/domain.ts';
import { runBacktest } from '#main/backtest/runBacktest.ts';
import type { BacktestInput } from '#main/backtest/types.ts';
import { createRandom } from '#main/lib/random.ts';
import { rotation } from '#main/signals/rotation.ts';
import type { RotationSettings } from '#main/signals/rotation.ts';
import { rankWeights } from '#main/signals/rankWeights.ts';
import type { Scores } from '#main/signals/scores.ts';
import { makeInstrument, makeSeries } from '#tests/fixtures/dailySeries.ts';
import { drawScores } from '#tests/fixtures/randomScores.ts';
import { FREE } from '#tests/fixtures/scripted.ts';

const SETTINGS: RotationSettings = {
  holdCount: 2,
  weighting: 'logRank',
  holdDays: 2,
  positionCap: 0.9,
};

function run(
  series: DailySeries[],
  settings: RotationSettings,
  scores: Scores,
  more: Partial<BacktestInput> = {},
) {
  return runBacktest({
    series,
    instruments: series.map(({ symbol }) => makeInstrument(symbol)),
    from: scores.dates[0],
    to: 99991231,
    strategy: rotation(settings, scores),
    cash: 1000,
    costs: FREE,
    rules: 'document',
    ...more,
  });
}

function scoresOf(series: DailySeries[], rows: number[][]): Scores {
  return {
    dates: series[0].tradeDate.slice(0, rows.length),
    symbols: series.map(({ symbol }) => symbol),
    values: Float64Array.from(rows.flat()),
  };
}

const still = (symbol: string, price: number, days: number): DailySeries =>
  makeSeries(
    symbol,
    Array.from({ length: days }, () => ({ close: price })),
  );

describe('the weights of the ranks', () => {
  it('are 1 / ln(i + 2), normalised, as the document prints them for five', () => {
    const expected = [0.33916, 0.213986, 0.16958, 0.146068, 0.131206];
    rankWeights(5, 'logRank').forEach((weight, i) => expect(weight).toBeCloseTo(expected[i], 5));
  });

  it('are all alike where the setting says so', () => {
    expect(rankWeights(4, 'equal')).toEqual([0.25, 0.25, 0.25, 0.25]);
  });
});

describe('the rotation, counted by hand on prices that stand still', () => {
  // 1/ln 2 : 1/ln 3 = 0.6131472 : 0.3868528. A costs 10, B 20, C 40; a sale costs 0.1%.
  const series = [still('600001.SH', 10, 6), still('600002.SH', 20, 6), still('600003.SH', 40, 6)];
  const scores = scoresOf(series, [
    [3, 2, 1],
    [1, 2, 3],
    [2, 1, 3],
    [NaN, 1, 2],
    [1, 3, 2],
    [1, 2, 3],
  ]);
  const { fills, equity, cash } = run(series, SETTINGS, scores);
  // Parts of a share below 1/1024 stay in cash and are spent on crumbs a day later.
  const on = (day: number) =>
    fills
      .filter(({ tradeDate }) => tradeDate === series[0].tradeDate[day])
      .filter(({ shares, price }) => shares * price > 1)
      .map(
        ({ symbol, side, shares, price }) => [symbol.slice(0, 6), side, shares * price] as const,
      );

  const expectFills = (day: number, expected: (readonly [string, string, number])[]): void => {
    const found = on(day);
    expect(found.map(([symbol, side]) => [symbol, side])).toEqual(
      expected.map(([symbol, side]) => [symbol, side]),
    );
    found.forEach(([, , yuan], i) => expect(yuan).toBeCloseTo(expected[i][2], 0));
  };

  it('spends one slice a day while it builds up, and sells nothing', () => {
    expectFills(0, []);
    expectFills(1, [
      ['600001', 'buy', 306.57],
      ['600002', 'buy', 193.43],
    ]);
    // The second half goes to C and B; nobody is sold although the first close ranks A last.
    expectFills(2, [
      ['600003', 'buy', 306.57],
      ['600002', 'buy', 193.43],
    ]);
    expect(cash[2]).toBeCloseTo(0, 0);
  });

  it('sells the worst ranked first until a slice is covered, at the close of the next day', () => {
    // Missing 500: B (386.85) is the worst, then A (306.57) covers the rest; C stays.
    expectFills(3, [
      ['600002', 'sell', 386.85],
      ['600001', 'sell', 306.57],
    ]);
    expect(cash[3]).toBeCloseTo(693.42 * 0.999, 0);
    expect(equity[3]).toBeCloseTo(1000 - 0.69, 0);
  });

  it('spends what came in on the day after, up to one and a half slices', () => {
    // Cash 692.73 < 1.5 × 499.65. A has no score; C and B are bought. All cash is spoken for, so that a
    // slice is missing again: C is all that is held, and what was bought of it today stays.
    expectFills(4, [
      ['600003', 'buy', 424.74],
      ['600002', 'buy', 267.98],
      ['600003', 'sell', 306.57],
    ]);
  });
});

describe('the rotation at its edges', () => {
  const series = [still('600001.SH', 10, 8), still('600002.SH', 20, 8)];
  const always = (a: number, b: number): Scores =>
    scoresOf(
      series,
      Array.from({ length: 8 }, () => [a, b]),
    );

  it('never takes a position beyond its cap', () => {
    const { equity, positionValue } = run(
      series,
      { ...SETTINGS, positionCap: 0.2, holdCount: 1 },
      always(2, 1),
    );
    expect(positionValue[1]).toBeCloseTo(200, 1);
    positionValue.forEach((value, day) => expect(value).toBeLessThan(0.2 * equity[day] + 0.1));
  });

  it('leaves a position alone that has no score', () => {
    const scores = always(2, 1);
    scores.values.fill(NaN, 4);
    const { fills } = run(series, SETTINGS, scores);
    expect(fills.every(({ side }) => side === 'buy')).toBe(true);
  });

  it('buys nothing that may not be bought, and sells it all the same', () => {
    const scores = always(2, 1);
    const mayBuy = new Uint8Array(scores.values.length).fill(1);
    for (let day = 1; day < 8; day++) mayBuy[day * 2] = 0;
    const { fills } = run(series, { ...SETTINGS, holdCount: 1 }, { ...scores, mayBuy });
    const first = fills.filter(({ symbol }) => symbol === '600001.SH');
    expect(first.map(({ side }) => side)).toEqual(['buy', 'sell']);
  });

  it('counts the build-up from the first scores on', () => {
    const scores = always(2, 1);
    const late = { ...scores, dates: scores.dates.slice(3), values: scores.values.slice(6) };
    const { fills } = run(series, SETTINGS, late, { from: series[0].tradeDate[0] });
    expect(fills[0].tradeDate).toBe(series[0].tradeDate[4]);
    const sold = fills.find(({ side }) => side === 'sell');
    expect(sold?.tradeDate).toBe(series[0].tradeDate[6]);
  });

  it('records the slices that are smaller than a lot', () => {
    const { fills, rejections } = run(series, SETTINGS, always(2, 1), { rules: 'exchange' });
    expect(fills).toEqual([]);
    expect(new Set(rejections.map(({ reason }) => reason))).toEqual(new Set(['belowLot']));
  });
});

const SELL_RATE = 0.001;
/** So rich that parts of a share and fen do not matter. */
const RICH = 1e9;

/** The published rule once more, written from the document: dictionaries, one day after the other. */
function handleData(series: DailySeries[], settings: RotationSettings, scores: Scores): number[] {
  const { holdDays, holdCount, positionCap } = settings;
  const weights = Array.from({ length: holdCount }, (_, i) => 1 / Math.log(i + 2));
  const sum = weights.reduce((a, b) => a + b, 0);
  const held = new Map<string, number>();
  let cash = RICH;
  let before = new Map<string, number>();
  let buys: [string, number][] = [];
  let sells: string[] = [];
  return Array.from(scores.dates, (_, index) => {
    const priceOf = (symbol: string, column: 'open' | 'close'): number =>
      series.find((one) => one.symbol === symbol)![column][index];
    for (const [symbol, shares] of buys) {
      const price = priceOf(symbol, 'open');
      const affordable = Math.min(shares, cash / price);
      cash -= affordable * price;
      held.set(symbol, (held.get(symbol) ?? 0) + affordable);
    }
    for (const symbol of sells) {
      const soldShares = Math.min(held.get(symbol)!, before.get(symbol)!);
      cash += soldShares * priceOf(symbol, 'close') * (1 - SELL_RATE);
      held.set(symbol, held.get(symbol)! - soldShares);
    }
    const values = new Map([...held].map(([s, shares]) => [s, shares * priceOf(s, 'close')]));
    const portfolio = cash + [...values.values()].reduce((a, b) => a + b, 0);
    const prediction = scores.symbols
      .map((symbol, i) => ({ symbol, score: scores.values[index * scores.symbols.length + i] }))
      .filter(({ score }) => !Number.isNaN(score))
      .sort((a, b) => b.score - a.score)
      .map(({ symbol }) => symbol);
    const isStaging = index < holdDays;
    const average = portfolio / holdDays;
    const forBuy = Math.min(cash, (isStaging ? 1 : 1.5) * average);
    let forSell = average - (cash - forBuy);
    const top = prediction.slice(0, holdCount);
    sells = [];
    before = new Map();
    if (!isStaging && forSell > 0) {
      for (const symbol of prediction.filter((s) => (held.get(s) ?? 0) > 1e-9).reverse()) {
        sells.push(symbol);
        before.set(symbol, top.includes(symbol) ? held.get(symbol)! : Infinity);
        forSell -= values.get(symbol)!;
        if (forSell <= 0) break;
      }
    }
    buys = [];
    top.forEach((symbol, i) => {
      const most = portfolio * positionCap - (values.get(symbol) ?? 0);
      const spent = Math.min((forBuy * weights[i]) / sum, most);
      if (spent > 0) buys.push([symbol, spent / priceOf(symbol, 'close')]);
    });
    return portfolio;
  });
}
describe('the rotation against the published rule written anew', () => {
  it.each(Array.from({ length: 20 }, (_, seed) => seed))(
    'has the same equity, market %d',
    (seed) => {
      const random = createRandom(seed);
      const settings: RotationSettings = {
        holdCount: 2 + random.below(4),
        weighting: 'logRank',
        holdDays: 1 + random.below(5),
        positionCap: 0.15 + 0.8 * random.next(),
      };
      const series = Array.from({ length: 9 }, (_, i) => {
        let close = 10 + 20 * random.next();
        const bars = Array.from({ length: 40 }, () => {
          const open = close * (1 + 0.03 * random.normal());
          close = open * (1 + 0.03 * random.normal());
          return { open, close };
        });
        return makeSeries(`60000${i}.SH`, bars);
      });
      const scores = drawScores(
        series[0].tradeDate,
        series.map(({ symbol }) => symbol),
        seed,
      );
      const { equity } = run(series, settings, scores, { cash: RICH });
      handleData(series, settings, scores).forEach((value, day) => {
        expect(Math.abs(equity[day] / value - 1)).toBeLessThan(1e-7);
      });
      expect(Math.max(...equity) / Math.min(...equity)).toBeGreaterThan(1.02);
    },
  );
});
