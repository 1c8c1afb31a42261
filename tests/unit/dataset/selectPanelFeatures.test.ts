import { describe, expect, it } from 'vitest';
import { selectPanelFeatures } from '#main/dataset/panel/selectPanelFeatures.ts';
import { createRandom } from '#main/lib/random.ts';
import { FEATURE_SELECTIONS } from '#shared/toolkitSettings.ts';

const ROWS = 500;
const NAMES = ['a', 'b', 'c', 'd', 'e', 'f'];
const random = createRandom(2);
const x = Float32Array.from({ length: ROWS * NAMES.length }, () => random.normal());
const y = Float32Array.from(
  { length: ROWS },
  (_, row) => x[row * NAMES.length + 1] - x[row * NAMES.length + 4] + 0.3 * random.normal(),
);
/** Two symbols of 250 dates; the first 150 of each train. */
const date = Int32Array.from({ length: ROWS }, (_, row) => row % 250);
const ends = Int32Array.from({ length: ROWS }, (_, row) => row).filter((row) => date[row] < 150);
const inputs = { x, width: NAMES.length, isOutlier: new Uint8Array(ROWS) };

describe.each(FEATURE_SELECTIONS.filter((name) => name !== 'none'))(
  'inputs of a panel chosen by %s',
  (featureSelection) => {
    const choose = (of = inputs, labels = y) =>
      selectPanelFeatures(
        of,
        { date },
        NAMES,
        ends,
        labels,
        { featureSelection, featureCount: 3 },
        5,
      );

    it('are the columns of the kept features, row by row', () => {
      const { inputs: chosen, features } = choose();
      expect(features).toHaveLength(3);
      expect(chosen.width).toBe(3);
      features!.forEach((name, place) => {
        const column = NAMES.indexOf(name);
        for (const row of [0, 99, ROWS - 1]) {
          expect(chosen.x[row * 3 + place]).toBe(x[row * NAMES.length + column]);
        }
      });
    });

    it('do not move by rows that end no training window', () => {
      const altered = x.map((value, at) =>
        date[Math.floor(at / NAMES.length)] < 150 ? value : 50 * random.normal(),
      );
      const labels = y.map((label, row) => (date[row] < 150 ? label : -label));
      expect(choose({ ...inputs, x: altered }, labels).features).toEqual(choose().features);
    });
  },
);

describe('choosing inputs of a panel', () => {
  it('finds those that the label follows', () => {
    const choice = { featureSelection: 'permutation', featureCount: 2 } as const;
    expect(selectPanelFeatures(inputs, { date }, NAMES, ends, y, choice, 5).features).toEqual([
      'b',
      'e',
    ]);
  });

  it('leaves inputs as they are where nothing is to be chosen', () => {
    const choice = { featureSelection: 'none', featureCount: 2 } as const;
    const found = selectPanelFeatures(inputs, { date }, NAMES, ends, y, choice, 5);
    expect(found.inputs).toBe(inputs);
    expect(found.features).toBeNull();
  });
});
