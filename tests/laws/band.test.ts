import { expect, test } from 'vitest';
import { importPaths } from '#main/jobs/data/importBars.ts';
import { buildSelectionData } from '#main/jobs/selection/selectionData.ts';
import { trainSelectionModel } from '#main/jobs/selection/selectionModel.ts';
import { bandOf } from '#main/jobs/selection/selectionTraining.ts';
import { readTimingData } from '#main/jobs/timing/timingData.ts';
import { doubtsOf } from '#main/jobs/timing/timingDoubts.ts';
import { trainTimingFold } from '#main/jobs/timing/timingFold.ts';
import type { FoldResult } from '#main/jobs/timing/timingFold.ts';
import { probabilityBand, probabilityBandNotes } from '#main/report/probabilityBand.ts';
import { bandNotes } from '#main/report/predictionBand.ts';
import { timingConfigSchema } from '#shared/run.ts';
import { selectionConfigSchema } from '#shared/selection.ts';
import { makeContext } from '#tests/fixtures/context.ts';
import { describeWithShared, sharedPath } from '#tests/fixtures/shared.ts';
import { makeStore } from '#tests/fixtures/store.ts';
import { readSharedPanel } from '#tests/fixtures/sharedPanel.ts';

/** Out-of-sample probabilities of logistic regression on one share, with the ends of their bands. */
async function predictShare(file: string, symbol: string, calibration: 'none' | 'platt') {
  const store = makeStore();
  await importPaths(store, { paths: [sharedPath('data', 'bars', file)] }, makeContext());
  const config = timingConfigSchema.parse({
    ...{ preset: 't-timing', symbols: [symbol], from: '2018-01-02', to: '2025-04-07' },
    ...{ model: 'logistic', settings: { retrainEvery: 63, calibration } },
  });
  const data = readTimingData(store, config, symbol);
  const results: FoldResult[] = [];
  for (const fold of data.folds) {
    results.push((await trainTimingFold(data, config, fold)).result);
  }
  return {
    probability: results.flatMap(({ probabilities }) => probabilities),
    label: data.labels.slice(data.folds[0].testFrom),
    ...doubtsOf(results, 'probabilities'),
  };
}

describeWithShared('the 90% band of the probabilities on the reference bars', () => {
  test.each([
    ['sh600519.csv', '600519.SH', 'none', 'held'],
    ['sh600036.csv', '600036.SH', 'none', 'held'],
    ['sh600036.csv', '600036.SH', 'platt', 'told'],
  ] as const)('of %s (%s), calibration %s, is %s', async (file, symbol, calibration, outcome) => {
    const band = probabilityBand(await predictShare(file, symbol, calibration));
    expect(band?.count).toBeGreaterThan(900);
    if (outcome === 'held') expect(band?.coverage).toBeGreaterThan(0.85);
    else expect(band?.coverage).toBeLessThan(0.85);
    expect(probabilityBandNotes(band)).toHaveLength(outcome === 'held' ? 0 : 1);
  });
});

describeWithShared('the 90% band on held-out years of the reference bars', () => {
  test.each(['2022-01-04', '2023-01-03', '2024-01-02'])(
    'holds 85% to 95% of the outcomes from %s on',
    async (split) => {
      const panel = readSharedPanel();
      const config = selectionConfigSchema.parse({
        ...{ preset: 'lstm-select', universe: [...panel.symbols], model: 'ridge' },
        ...{ from: '2018-01-02', split, to: '2025-04-07' },
      });
      const data = await buildSelectionData(panel, config);
      const band = bandOf(data, config, await trainSelectionModel(data.inputs, config, 'ridge'));
      expect(band?.count).toBeGreaterThan(10_000);
      expect(band?.coverage).toBeGreaterThan(0.85);
      expect(band?.coverage).toBeLessThan(0.95);
      expect(bandNotes(band)).toEqual([]);
    },
  );
});
