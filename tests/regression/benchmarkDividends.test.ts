import { expect, test } from 'vitest';
import { readBenchmark } from '#main/jobs/runs/readBenchmark.ts';
import { makeInstrument, makeSeries } from '#tests/fixtures/dailySeries.ts';
import { makeStore } from '#tests/fixtures/store.ts';

test('a benchmark that pays a dividend or splits loses nothing by it', () => {
  const store = makeStore();
  const bars = makeSeries('510300.SH', [{ close: 4 }, { close: 2 }, { close: 2.2 }]);
  store.bars.save({
    instrument: makeInstrument('510300.SH'),
    bars,
    factors: [{ tradeDate: bars.tradeDate[1], factor: 2 }],
    source: 'csv',
  });
  const dates = Int32Array.of(bars.tradeDate[0], bars.tradeDate[1], bars.tradeDate[2], 20300101);
  expect([...readBenchmark(store, '510300.SH', dates)!]).toEqual([4, 4, 4.4, NaN]);
});
