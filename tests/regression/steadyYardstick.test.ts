import { expect, it } from 'vitest';
import { readTimingData } from '#main/jobs/timing/timingData.ts';
import { trainTimingFold } from '#main/jobs/timing/timingFold.ts';
import { makeSampleDependencies, quickConfig } from '#tests/fixtures/timingRun.ts';

it('trains the logistic baseline alike, whatever the model beside it is set to', async () => {
  const { store } = makeSampleDependencies();
  const baselineBeside = async (settings: Parameters<typeof quickConfig>[0]) => {
    const config = quickConfig(settings, 'trees');
    const data = readTimingData(store, config, config.symbols[0]);
    const { result } = await trainTimingFold(data, config, data.folds[0]);
    return result.logistic;
  };
  const plain = await baselineBeside({ treeCount: 2 });
  const tuned = await baselineBeside({ treeCount: 2, learningRate: 0.031, patience: 1, epochs: 1 });
  expect(plain.length).toBeGreaterThan(0);
  expect(tuned).toEqual(plain);
});
