import { describe, expect, test } from 'vitest';
import { createRandom } from '#main/lib/random.ts';
import { trainTimingFold } from '#main/jobs/timing/timingFold.ts';
import { readTimingData } from '#main/jobs/timing/timingData.ts';
import type { TimingData } from '#main/jobs/timing/timingData.ts';
import { predictionQuality } from '#main/report/quality.ts';
import { makeSampleDependencies, quickConfig } from '#tests/fixtures/timingRun.ts';

const CONFIG = {
  ...quickConfig({ epochs: 20, learningRate: 0.005, trainBars: 504, retrainEvery: 63 }),
  to: '2024-12-31',
};

/** Out-of-sample AUC over all folds. */
async function scoreOf(data: TimingData): Promise<number> {
  const probabilities: number[] = [];
  for (const fold of data.folds) {
    const { result } = await trainTimingFold(data, CONFIG, fold);
    probabilities.push(...result.probabilities);
  }
  const known = data.labels.slice(data.folds[0].testFrom);
  return predictionQuality(probabilities, known).auc!;
}

/** The known labels in another order: what was to be learnt is gone, the class shares stay. */
function shuffleLabels(labels: Float32Array): Float32Array {
  const random = createRandom(3);
  const shuffled = labels.slice();
  const known = labels.findLastIndex((label) => !Number.isNaN(label)) + 1;
  for (let i = known - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [shuffled[i], shuffled[j]] = [shuffled[j], shuffled[i]];
  }
  return shuffled;
}

describe('a whole run', () => {
  const readData = (): TimingData =>
    readTimingData(makeSampleDependencies().store, CONFIG, '602001.SH');

  test('learns the pattern of the simulated market', async () => {
    expect(await scoreOf(readData())).toBeGreaterThan(0.54);
  });

  test('finds nothing in shuffled labels', async () => {
    const data = readData();
    const score = await scoreOf({ ...data, labels: shuffleLabels(data.labels) });
    expect(Math.abs(score - 0.5)).toBeLessThan(0.05);
  });

  test('raises the alarm on a planted look-ahead: a feature that knows the outcome', async () => {
    const data = readData();
    const { close } = Object.fromEntries(
      data.table.names.map((name, i) => [name, data.table.columns[i]]),
    );
    const future = close.map((price, i) => (close[i + CONFIG.settings.horizon] ?? price) / price);
    const columns = [...data.table.columns.slice(0, -1), future];
    expect(await scoreOf({ ...data, table: { ...data.table, columns } })).toBeGreaterThan(0.8);
  });
});
