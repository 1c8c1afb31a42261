import { expect, test } from 'vitest';
import { runBacktest } from '#main/backtest/runBacktest.ts';
import type { BacktestResult } from '#main/backtest/types.ts';
import { equalWeight } from '#main/signals/topK.ts';
import { makeInstrument } from '#tests/fixtures/dailySeries.ts';
import { drawScores } from '#tests/fixtures/randomScores.ts';
import { stormySeries } from '#tests/fixtures/stormySeries.ts';

test('the universe in equal parts is the same whatever a model thinks of its symbols', () => {
  const symbols = Array.from({ length: 8 }, (_, i) => `60000${i}.SH`);
  const series = symbols.map((symbol) => stormySeries(symbol, 120, 1));
  const scores = drawScores(series[0].tradeDate.slice(20), symbols, 1);
  const run = (sign: 1 | -1): BacktestResult =>
    runBacktest({
      series,
      instruments: symbols.map((symbol) => makeInstrument(symbol)),
      from: scores.dates[0],
      to: 99991231,
      strategy: equalWeight(
        { holdDays: 5 },
        { ...scores, values: scores.values.map((v) => sign * v) },
      ),
      cash: 200_000,
      costs: { commission: 0.0003, minCommission: 5, slippage: 0, volumeCap: 0.025 },
      rules: 'exchange',
      shares: 'any',
    });
  const [before, after] = [run(1), run(-1)];
  expect(after.fills.length).toBeGreaterThan(50);
  expect(after.fills).toEqual(before.fills);
});
