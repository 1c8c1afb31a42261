import { expect, it } from 'vitest';
import { explainRun } from '#main/jobs/review/explainRun.ts';
import { importanceOfRun } from '#main/jobs/review/importanceRun.ts';
import { monitorRun } from '#main/jobs/review/monitorRun.ts';
import { runTiming } from '#main/jobs/timing/runTiming.ts';
import type { Store } from '#main/store/store.ts';
import type { BarColumns } from '#shared/domain.ts';
import { makeContext } from '#tests/fixtures/context.ts';
import { rejectionOf } from '#tests/fixtures/failureOf.ts';
import { makeSampleDependencies, quickConfig } from '#tests/fixtures/timingRun.ts';

async function runHalf() {
  const dependencies = makeSampleDependencies();
  const config = { ...quickConfig({}, 'logistic'), to: '2020-06-30' };
  const run = await runTiming(dependencies, config, makeContext());
  return { dependencies, run, symbol: config.symbols[0], date: '2020-06-29' };
}

/** Stores the symbol's bars from the first date on, as `change` leaves them. */
function storeAgain(
  { bars, instruments }: Store,
  symbol: string,
  from: number,
  change: (columns: BarColumns) => void,
): void {
  const { tradeDate, open, high, low, close, volume, amount } = bars.readSeries(symbol, from);
  const columns = { tradeDate, open, high, low, close, volume, amount };
  change(columns);
  const instrument = instruments.find(symbol)!;
  bars.remove(symbol);
  bars.save({ instrument, bars: columns, source: 'csv' });
}

it('what is asked of a run says that its bars have changed since, and keeps no importance of others', async () => {
  const { dependencies, run, symbol, date } = await runHalf();
  const asked = { run, symbol, date };
  const before = await explainRun(dependencies, asked, makeContext());
  expect(before.isDataChanged).toBe(false);
  storeAgain(dependencies.store, symbol, 0, ({ volume }) => (volume[300] += 100));
  expect(await explainRun(dependencies, asked, makeContext())).toMatchObject({
    isDataChanged: true,
  });
  const { evidence } = await monitorRun(dependencies, run, makeContext());
  expect(evidence[0]).toMatch(/^Changed bars: /);
  const refused = await rejectionOf(importanceOfRun(dependencies, { run }, makeContext()));
  expect(refused).toMatchObject({ code: 'INVALID_INPUT' });
  expect(refused.message).toContain('have changed since');
});

it('a monitor whose first bars are gone says so', async () => {
  const { dependencies, run, symbol } = await runHalf();
  storeAgain(dependencies.store, symbol, 20190601, () => undefined);
  const refused = await rejectionOf(monitorRun(dependencies, run, makeContext()));
  expect(refused.code).not.toBe('INTERNAL');
});
