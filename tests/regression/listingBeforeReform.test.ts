import { expect, test } from 'vitest';
import { makeInstrument, makeSeries } from '#tests/fixtures/dailySeries.ts';
import { buy, runScript, scripted } from '#tests/fixtures/scripted.ts';

test('a share listed before the days without limit were introduced keeps its limits', () => {
  // Listed on Friday 2020-08-21; from Monday on ChiNext moves by 20%, new listings freely for 5 days.
  const series = makeSeries('300999.SZ', [{ close: 10 }, { close: 12 }, { close: 13 }], 20200821);
  const { fills, rejections } = runScript(series, scripted({ 0: buy(100) }), {
    instruments: [makeInstrument('300999.SZ', 20200821)],
  });
  expect(fills).toEqual([]);
  expect(rejections).toMatchObject([{ reason: 'limitUp', tradeDate: 20200824 }]);
});
