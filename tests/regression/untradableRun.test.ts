import { describe, expect, test } from 'vitest';
import { runTiming } from '#main/jobs/timing/runTiming.ts';
import { makeContext } from '#tests/fixtures/context.ts';
import { makeInstrument, makeSeries } from '#tests/fixtures/dailySeries.ts';
import { rejectionOf } from '#tests/fixtures/failureOf.ts';
import { makeSampleDependencies, quickConfig } from '#tests/fixtures/timingRun.ts';

/** The code a run fails with and how many folds were trained before. */
async function failureOf(
  config: ReturnType<typeof quickConfig>,
  dependencies = makeSampleDependencies(),
): Promise<[string, number]> {
  const { code } = await rejectionOf(runTiming(dependencies, config, makeContext()));
  return [code, dependencies.store.runs.list()[0].foldsDone];
}

describe('a run that the exchange would refuse', () => {
  test('is refused before anything is trained: a symbol named twice', async () => {
    const config = { ...quickConfig(), symbols: ['602001.SH', '602001.SH'] };
    expect(await failureOf(config)).toEqual(['INVALID_INPUT', 0]);
  });

  test('is refused before anything is trained: a base position of two symbols', async () => {
    const config = quickConfig({ baseShares: 100 });
    const symbols = ['602001.SH', '602002.SH'];
    expect(await failureOf({ ...config, symbols })).toEqual(['INVALID_INPUT', 0]);
  });

  test('is refused before anything is trained: a start before the rulebook', async () => {
    const dependencies = makeSampleDependencies();
    const bars = Array.from({ length: 600 }, (_, i) => ({
      close: 10 + Math.sin(i * i),
      high: 12,
      low: 8,
    }));
    dependencies.store.bars.save({
      instrument: makeInstrument('600001.SH'),
      bars: makeSeries('600001.SH', bars, 20100104),
      source: 'csv',
    });
    const config = { ...quickConfig(), symbols: ['600001.SH'], from: '2010-01-04' };
    expect(await failureOf(config, dependencies)).toEqual(['INVALID_INPUT', 0]);
  });
});
