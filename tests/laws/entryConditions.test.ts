import { beforeAll, describe, expect, test } from 'vitest';
import { buildSelectionData } from '#main/jobs/selection/selectionData.ts';
import type { SelectionData } from '#main/jobs/selection/selectionData.ts';
import { testDistances } from '#main/jobs/selection/selectionDistances.ts';
import { doubtsOfScores } from '#main/jobs/selection/selectionDoubts.ts';
import { trainSelectionModel } from '#main/jobs/selection/selectionModel.ts';
import { toScores } from '#main/jobs/selection/selectionScores.ts';
import { doubtsOf } from '#main/jobs/timing/timingDoubts.ts';
import { readTimingData } from '#main/jobs/timing/timingData.ts';
import { trainTimingFold } from '#main/jobs/timing/timingFold.ts';
import { openBackend } from '#main/model/backend.ts';
import { limitEntries } from '#main/signals/entryConditions.ts';
import { selectionConfigSchema } from '#shared/selection.ts';
import { simulatePanel, simulatedSymbol } from '#tests/fixtures/simulatedPanel.ts';
import { makeSampleDependencies, quickConfig } from '#tests/fixtures/timingRun.ts';

beforeAll(async () => {
  await openBackend();
});

describe('what decides on entries follows from training and validation alone', () => {
  test('in a fold of t-timing: other labels of the test part leave it bit-identical', async () => {
    const config = quickConfig({ passes: 3, hidden: 4, epochs: 1, calibration: 'platt' }, 'lstm');
    const data = readTimingData(makeSampleDependencies().store, config, '602001.SH');
    const [fold] = data.folds;
    const labels = data.labels.map((label, row) => (row >= fold.testFrom ? 1 - label : label));
    const [known, altered] = await Promise.all(
      [data, { ...data, labels }].map(async (each) => {
        const { result } = await trainTimingFold(each, config, fold);
        return (['probabilities', 'logistic'] as const).map((by) => doubtsOf([result], by));
      }),
    );
    expect(altered).toEqual(known);
    const [own] = known;
    expect(own.lower.some((lower, i) => lower < own.upper[i])).toBe(true);
    expect(own.confidence.every((value) => value > 0 && value < 1)).toBe(true);
    expect(own.distance.every((value) => value >= 0 && value <= 1)).toBe(true);
  });

  test('in a selection: other outcomes of the test part leave it bit-identical', async () => {
    const config = selectionConfigSchema.parse({
      ...{ preset: 'lstm-select', from: '2019-01-02', split: '2019-09-01', to: '2019-12-31' },
      universe: [simulatedSymbol(0), simulatedSymbol(1)],
      settings: {
        ...{ hidden: 4, headUnits: 4, epochs: 1, passes: 3, label: 'shift(close,-1)/close-1' },
        ...{ requireBand: true, minReturn: -0.035, maxDistance: 0.9 },
      },
    });
    const panel = simulatePanel({ symbols: 8, dates: 360, seed: 5, reversal: 0.3 });
    const data = await buildSelectionData(panel, config);
    const signalsOf = async (of: SelectionData): Promise<Uint8Array> => {
      const trained = await trainSelectionModel(of.inputs, config, 'lstm');
      const distances = await testDistances(of.inputs, config, new AbortController().signal);
      const { dates, symbols, values } = toScores(of, config, trained.predictions);
      const said = { ...trained, distances };
      const table = doubtsOfScores(of, config, 'lstm', { dates, values }, said);
      const doubts = { lower: table.lowers!, distance: table.distances! };
      return limitEntries({ dates, symbols, values, doubts }, config.settings).mayBuy!;
    };
    const known = await signalsOf(data);
    const altered = await signalsOf({
      ...data,
      testLabels: data.testLabels.map((label) => 3 - label),
      testOutcomes: data.testOutcomes.map((outcome) => -2 * outcome),
    });
    expect(altered).toEqual(known);
    const bought = known.reduce((sum, may) => sum + may, 0);
    expect(bought).toBeGreaterThan(0);
    expect(bought).toBeLessThan(known.length * 0.95);
  });
});
