import { describe, expect, test } from 'vitest';
import { buildSelectionData } from '#main/jobs/selection/selectionData.ts';
import type { SelectionData } from '#main/jobs/selection/selectionData.ts';
import { markMembers, membersOnly, toScores } from '#main/jobs/selection/selectionScores.ts';
import type { Membership } from '#main/jobs/selection/selectionUniverse.ts';
import { selectionQuality } from '#main/report/selectionQuality.ts';
import { selectionConfigSchema } from '#shared/selection.ts';
import { simulatePanel, simulatedSymbol } from '#tests/fixtures/simulatedPanel.ts';

const plain = selectionConfigSchema.parse({
  preset: 'cnn-select',
  ...{ from: '2019-01-02', split: '2019-11-01', to: '2020-03-01' },
  universe: 'csi300',
});
const config = { ...plain, settings: { ...plain.settings, dropOutliers: 0.01, labelClasses: 5 } };
const panel = simulatePanel({ symbols: 12, dates: 424, seed: 7 });
const list = (from: number, numbers: number[]): Membership => ({
  from,
  symbols: new Set(numbers.map(simulatedSymbol)),
});
const known = list(20181201, [0, 1, 2, 3, 4, 5, 6, 7]);
const build = (...memberships: Membership[]): Promise<SelectionData> =>
  buildSelectionData(panel, config, undefined, memberships);

describe('a list of members that comes after the split', () => {
  test('changes nothing of what is trained on', async () => {
    const before = await build(known);
    const after = await build(known, list(20191115, [0, 1, 8, 9, 10, 11]));
    expect(before.inputs.train.length).toBeGreaterThan(500);
    expect(after.inputs).toEqual(before.inputs);
    expect(after.labelScale).toEqual(before.labelScale);
  });

  test('brings nothing of its newcomers into training', async () => {
    const { inputs, rows } = await build(known, list(20191115, [8, 9]));
    const newcomers = rows.start[8];
    expect(Math.max(...inputs.train, ...inputs.valid)).toBeLessThan(newcomers);
    const alone = await buildSelectionData(
      simulatePanel({ symbols: 8, dates: 424, seed: 7 }),
      config,
    );
    expect(inputs.train).toEqual(alone.inputs.train);
    expect(inputs.trainLabels).toEqual(alone.inputs.trainLabels);
  });
});

test('quality counts a symbol while it is a member', async () => {
  const memberships = [known, list(20191115, [0, 1, 8])];
  const data = await buildSelectionData(panel, plain, undefined, memberships);
  const panelOfScores = toScores(data, plain, new Float32Array(data.ends.test.length).fill(1));
  const universe = { symbols: [...data.symbols], memberships, snapshotDate: null, missing: [] };
  const marked = markMembers(panelOfScores, universe);
  const own = membersOnly(panelOfScores, marked);
  own.values.forEach((value, at) => {
    if (!Number.isNaN(value)) expect(marked.mayBuy?.[at]).toBe(1);
  });
  const { dates } = panelOfScores;
  const firstDays = dates.filter((date) => date < 20191115).length;
  const lastDays = dates.length - firstDays;
  // The last two days have no outcome yet.
  expect(selectionQuality(own).count).toBe(8 * firstDays + 3 * (lastDays - 2));
});
