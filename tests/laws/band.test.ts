import { expect, test } from 'vitest';
import { buildSelectionData } from '#main/jobs/selection/selectionData.ts';
import { trainSelectionModel } from '#main/jobs/selection/selectionModel.ts';
import { bandOf } from '#main/jobs/selection/selectionTraining.ts';
import { bandNotes } from '#main/report/predictionBand.ts';
import { selectionConfigSchema } from '#shared/selection.ts';
import { describeWithShared } from '#tests/fixtures/shared.ts';
import { readSharedPanel } from '#tests/fixtures/sharedPanel.ts';

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
