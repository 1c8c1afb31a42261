import { describe, expect, test } from 'vitest';
import { fromIsoDate } from '#main/lib/dates.ts';
import { readTimingData } from '#main/jobs/timingData.ts';
import type { RunDependencies } from '#main/jobs/storedRun.ts';
import type { Store } from '#main/store/store.ts';
import type { RunConfig } from '#shared/runs.ts';
import {
  copyStore,
  foundBy,
  quickSearch,
  searchToEnd,
  splitSeries,
} from '#tests/fixtures/searchRun.ts';
import { makeSelectionDependencies, quickSelection } from '#tests/fixtures/selectionRun.ts';
import { makeSampleDependencies, quickConfig } from '#tests/fixtures/timingRun.ts';

type Market = RunDependencies & { store: Store };

const TIMING = { ...quickConfig(), symbols: ['602001.SH', '602002.SH'] };
const SELECTION = quickSelection('lstm-select', { model: 'ridge' });

/** The first bar of the run's test span over its symbols. */
const firstTimingTest = ({ store }: Market): number =>
  Math.min(
    ...TIMING.symbols.map((symbol) => {
      const { folds, tradeDate } = readTimingData(store, TIMING, symbol);
      return tradeDate[folds[0].testFrom];
    }),
  );

describe.each<[string, () => Market, RunConfig, (market: Market) => number]>([
  ['t-timing', makeSampleDependencies, TIMING, firstTimingTest],
  ['a selection', makeSelectionDependencies, SELECTION, () => fromIsoDate(SELECTION.split)],
])('a search for %s', (_name, makeMarket, config, findTest) => {
  test('reads no bar of the test span: altering each of them changes no trial by a bit', async () => {
    const market = makeMarket();
    const firstTest = findTest(market);
    const whole = await searchToEnd(market, quickSearch(config));
    const store = copyStore(market.store, (series) =>
      splitSeries(
        series,
        (date) => date < firstTest,
        (value) => Math.round(value * 300) / 100,
      ),
    );
    const altered = await searchToEnd({ ...market, store }, quickSearch(config));
    expect(fromIsoDate(whole.span.to)).toBeLessThan(firstTest);
    expect(store.bars.dataVersion(['602001.SH'])).not.toBe(
      market.store.bars.dataVersion(['602001.SH']),
    );
    expect(foundBy(altered)).toEqual(foundBy(whole));
    expect(altered.dataVersion).toBe(whole.dataVersion);
  });

  test('finds the same where the bars end with the search span', async () => {
    const market = makeMarket();
    const firstTest = findTest(market);
    const whole = await searchToEnd(market, quickSearch(config));
    const store = copyStore(market.store, (series) =>
      splitSeries(series, (date) => date < firstTest, null),
    );
    const short = await searchToEnd({ ...market, store }, quickSearch(config));
    expect(foundBy(short)).toEqual(foundBy(whole));
    expect(short.folds).toEqual(whole.folds);
  });

  test('does depend on the bars that it may read', async () => {
    const market = makeMarket();
    const whole = await searchToEnd(market, quickSearch(config, { trials: 2 }));
    const last = fromIsoDate(whole.folds[0].validTo) - 100;
    const store = copyStore(market.store, (series) =>
      splitSeries(
        series,
        (date) => date < last,
        (value) => Math.round(value * 300) / 100,
      ),
    );
    const altered = await searchToEnd({ ...market, store }, quickSearch(config, { trials: 2 }));
    expect(foundBy(altered)).not.toEqual(foundBy(whole));
  });
});
