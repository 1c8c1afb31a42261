import { describe, expect, test } from 'vitest';
import { fromIsoDate } from '#main/lib/dates.ts';
import { readTimingData } from '#main/jobs/timing/timingData.ts';
import type { RunDependencies } from '#main/jobs/runs/storedRun.ts';
import type { Store } from '#main/store/store.ts';
import type { RunConfig } from '#shared/runs.ts';
import { copyStore, foundBy, quickSearch, searchToEnd } from '#tests/fixtures/searchRun.ts';
import { makeSelectionDependencies, quickSelection } from '#tests/fixtures/selectionRun.ts';
import { makeSampleDependencies, quickConfig } from '#tests/fixtures/timingRun.ts';

type Market = RunDependencies & { store: Store };

const TIMING = { ...quickConfig(), symbols: ['602001.SH', '602002.SH'] };
const SELECTION = quickSelection('lstm-select', { model: 'ridge' });
const OWN_MODELS = quickSelection('multi-factor', { model: 'trees', settings: { lookback: 5 } });

/** The first bar of the run's test span over its symbols. */
const firstTimingTest = ({ store }: Market): number =>
  Math.min(
    ...TIMING.symbols.map((symbol) => {
      const { folds, tradeDate } = readTimingData(store, TIMING, symbol);
      return tradeDate[folds[0].testFrom];
    }),
  );

/** Three times as much of everything, in whole fen. */
const triple = (value: number): number => Math.round(value * 300) / 100;

interface Law {
  makeMarket: () => Market;
  config: RunConfig;
  symbols: (market: Market) => string[];
  firstTest: (market: Market) => number;
}

describe.each<[string, Law]>([
  [
    't-timing',
    {
      makeMarket: makeSampleDependencies,
      config: TIMING,
      symbols: () => TIMING.symbols,
      firstTest: firstTimingTest,
    },
  ],
  [
    'a selection',
    {
      makeMarket: makeSelectionDependencies,
      config: SELECTION,
      symbols: ({ store }) => store.bars.stats().map(({ symbol }) => symbol),
      firstTest: () => fromIsoDate(SELECTION.split),
    },
  ],
  [
    'a selection with a model for each symbol',
    {
      makeMarket: makeSelectionDependencies,
      config: OWN_MODELS,
      symbols: ({ store }) => store.bars.stats().map(({ symbol }) => symbol),
      firstTest: () => fromIsoDate(OWN_MODELS.split),
    },
  ],
])('a search for %s', (_name, { makeMarket, config, symbols, firstTest }) => {
  const request = quickSearch(config, { trials: 3, epochs: 3, parallel: 1 });

  test.each([
    ['altering each of them', triple],
    ['leaving them out', null],
  ])('reads no bar of the test span: %s changes no trial by a bit', async (_how, alter) => {
    const market = makeMarket();
    const [names, from] = [symbols(market), firstTest(market)];
    const store = copyStore(market.store, names, (date) => date < from, alter);
    expect(store.bars.dataVersion(names)).not.toBe(market.store.bars.dataVersion(names));
    const whole = await searchToEnd(market, request);
    const other = await searchToEnd({ ...market, store }, request);
    expect(fromIsoDate(whole.span.to)).toBeLessThan(from);
    expect(foundBy(other)).toEqual(foundBy(whole));
    expect(other.folds).toEqual(whole.folds);
    expect(other.dataVersion).toBe(whole.dataVersion);
  });

  test('does depend on the last bar that it may read', async () => {
    const market = makeMarket();
    const whole = await searchToEnd(market, { ...request, trials: 1 });
    const last = fromIsoDate(whole.folds.at(-1)!.validTo);
    const store = copyStore(market.store, symbols(market), (date) => date < last, triple);
    const altered = await searchToEnd({ ...market, store }, { ...request, trials: 1 });
    expect(foundBy(altered)).not.toEqual(foundBy(whole));
  });
});
