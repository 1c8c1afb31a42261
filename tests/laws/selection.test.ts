import { beforeAll, describe, expect, test } from 'vitest';
import { createRandom, shuffle } from '#main/lib/random.ts';
import { buildSelectionData } from '#main/jobs/selection/selectionData.ts';
import type { SelectionData } from '#main/jobs/selection/selectionData.ts';
import { trainSelectionModel } from '#main/jobs/selection/selectionModel.ts';
import { bandOf } from '#main/jobs/selection/selectionTraining.ts';
import { toScores } from '#main/jobs/selection/selectionScores.ts';
import { openBackend } from '#main/model/backend.ts';
import { selectionQuality } from '#main/report/selectionQuality.ts';
import type { Panel } from '#main/features/panel.ts';
import { selectionConfigSchema } from '#shared/selection.ts';
import type { SelectionConfig, SelectionConfigInput, SelectionModel } from '#shared/selection.ts';
import { rejectionOf } from '#tests/fixtures/failureOf.ts';
import { simulatePanel, simulatedSymbol } from '#tests/fixtures/simulatedPanel.ts';

const SPAN = { from: '2019-01-02', split: '2019-11-01', to: '2020-03-01' };

const configOf = (
  preset: SelectionConfig['preset'],
  settings: SelectionConfigInput['settings'] = {},
): SelectionConfig =>
  selectionConfigSchema.parse({
    ...{ preset, ...SPAN },
    universe: [simulatedSymbol(0), simulatedSymbol(1)],
    settings,
  });

const panelOf = (more = {}): Panel =>
  simulatePanel({ symbols: 40, dates: 424, seed: 7, reversal: 0.3, hasGaps: true, ...more });

async function icOf(data: SelectionData, config: SelectionConfig, model: SelectionModel) {
  const { predictions } = await trainSelectionModel(data.inputs, config, model);
  return selectionQuality(toScores(data, config, predictions)).ic!;
}

/** The training labels in another order: what was to be learnt is gone, their distribution stays. */
function shuffleLabels(data: SelectionData): SelectionData {
  const { trainLabels } = data.inputs;
  const order = Int32Array.from(trainLabels.keys());
  shuffle(order, createRandom(3));
  const shuffled = Float32Array.from(order, (i) => trainLabels[i]);
  return { ...data, inputs: { ...data.inputs, trainLabels: shuffled } };
}

beforeAll(async () => {
  await openBackend();
});

describe('a selection on a market with something to learn', () => {
  const config = configOf('cnn-select', {
    features: ['close/shift(close,1)-1', 'close/mean(close,5)'],
    label: 'shift(close,-1)/close-1',
  });

  test.each(['cnn', 'ridge'] as const)('is found out by %s', async (model) => {
    expect(await icOf(await buildSelectionData(panelOf(), config), config, model)).toBeGreaterThan(
      0.15,
    );
  });

  // 120 test dates of 40 symbols: the mean of that many correlations of noise has a standard deviation of
  // 1 / √(40 · 120) = 0.014. On the market that turns back any leaning of a model towards yesterday's return
  // counts, also one that noise gave it, hence the wider bound there.
  test.each(['cnn', 'ridge'] as const)(
    'gives %s nothing once labels are shuffled',
    async (model) => {
      const data = shuffleLabels(await buildSelectionData(panelOf(), config));
      const quiet = shuffleLabels(await buildSelectionData(panelOf({ reversal: 0 }), config));
      expect(Math.abs(await icOf(quiet, config, model))).toBeLessThan(0.05);
      expect(Math.abs(await icOf(data, config, model))).toBeLessThan(0.15);
    },
  );

  test('raises the alarm on a planted look-ahead', async () => {
    const quiet = panelOf({ reversal: 0 });
    const honest = await buildSelectionData(quiet, config);
    expect(Math.abs(await icOf(honest, config, 'ridge'))).toBeLessThan(0.05);
    const { close } = quiet.columns;
    // A column of tomorrow's returns under an innocent name.
    const turn = close.map((price, at) => (close[at + 1] ?? price) / price - 1);
    const planted = { ...quiet, columns: { ...quiet.columns, turn } };
    const told = configOf('cnn-select', { ...config.settings, features: ['turn'] });
    expect(await icOf(await buildSelectionData(planted, told), told, 'ridge')).toBeGreaterThan(0.9);
  });

  test('refuses a factor that looks ahead', async () => {
    const ahead = configOf('cnn-select', { features: ['shift(close,-1)/close'] });
    const error = await rejectionOf(buildSelectionData(panelOf(), ahead));
    expect(error.code).toBe('INVALID_INPUT');
    expect(error.details).toMatchObject({ fault: 'looksAhead' });
  });
});

describe.each([
  ['lstm-select', {}],
  ['lstm-select', { standardise: 'symbol', dropOutliers: 0.01 }],
  ['lstm-select', { standardise: 'date', labelClasses: 20 }],
  ['cnn-select', { features: ['@multiPeriod'] }],
  ['cnn-select', { features: ['@multiPeriod'], featureSelection: 'permutation', featureCount: 6 }],
  ['lstm-top30', {}],
] satisfies [SelectionConfig['preset'], SelectionConfigInput['settings']][])(
  'what %s trains on with %j',
  (preset, settings) => {
    const config = configOf(preset, settings);

    test('is bit for bit the same whatever happens after the split', async () => {
      const before = await buildSelectionData(panelOf(), config);
      const after = await buildSelectionData(shakeTest(panelOf(), before), config);
      expect(after.features).toEqual(before.features);
      expect(after.inputs.train).toEqual(before.inputs.train);
      expect(after.inputs.valid).toEqual(before.inputs.valid);
      expect(after.inputs.trainLabels).toEqual(before.inputs.trainLabels);
      expect(after.inputs.validLabels).toEqual(before.inputs.validLabels);
      expect(before.inputs.train.length).toBeGreaterThan(1000);
      const { width, x } = before.inputs;
      for (const row of [...before.inputs.train, ...before.inputs.valid]) {
        const [from, to] = [row * width, (row + 1) * width];
        expect(Buffer.compare(bytesOf(after.inputs.x, from, to), bytesOf(x, from, to))).toBe(0);
      }
      expect(after.inputs.x).not.toEqual(x);
    });

    test('gives a band as wide whatever happens after the split', async () => {
      const before = await buildSelectionData(panelOf(), config);
      const after = await buildSelectionData(shakeTest(panelOf(), before), config);
      const bands = [];
      for (const data of [before, after]) {
        bands.push(bandOf(data, config, await trainSelectionModel(data.inputs, config, 'ridge')));
      }
      if (config.settings.target === 'price') {
        expect(bands).toEqual([null, null]);
        return;
      }
      expect(bands[0]?.count).toBeGreaterThan(1000);
      expect(bands[1]?.meanWidth).toBeCloseTo(bands[0]?.meanWidth ?? NaN, 4);
      expect(bands[1]?.coverage).not.toBe(bands[0]?.coverage);
    });

    test('knows no label that is known only within the part that follows', async () => {
      const { inputs, rows, split } = await buildSelectionData(panelOf(), config);
      const horizon = { 'lstm-select': 5, 'cnn-select': 2, 'lstm-top30': 1 }[preset];
      // Row + horizon is the bar at whose close the label is known; along a symbol rows are its own bars.
      for (const row of inputs.train) expect(rows.date[row + horizon]).toBeLessThan(split.trainTo);
      for (const row of inputs.valid) expect(rows.date[row + horizon]).toBeLessThan(split.testFrom);
    });
  },
);

/** The panel with other values in the test part. */
function shakeTest(panel: Panel, { split: { testFrom } }: SelectionData): Panel {
  for (const column of Object.values(panel.columns)) {
    column?.forEach((value, at) => {
      if (at % panel.dates.length >= testFrom) column[at] = value * (2 + Math.sin(at));
    });
  }
  return panel;
}

const bytesOf = (x: Float32Array, from: number, to: number): Buffer =>
  Buffer.from(x.buffer, x.byteOffset + 4 * from, 4 * (to - from));
