import { describe, expect, test } from 'vitest';
import { createPanelInputs } from '#main/dataset/panel/panelInputs.ts';
import { buildPanelLabels } from '#main/dataset/panel/panelLabels.ts';
import { quantilesOf } from '#main/dataset/panel/panelQuantiles.ts';
import { packColumn, packRows } from '#main/dataset/panel/panelRows.ts';
import { findEnds, streamWindows } from '#main/dataset/panel/panelSamples.ts';
import { applyScale, fitScale, unscale } from '#main/dataset/panel/panelScale.ts';
import { splitPanel } from '#main/dataset/panel/panelSplit.ts';
import type { Panel } from '#main/features/panel.ts';
import { failureOf } from '#tests/fixtures/failureOf.ts';

/** Two symbols on four dates; the second has no bar on the third. */
function makePanel(): Panel {
  const column = (): Float64Array => Float64Array.of(1, 2, 3, 4, 10, 20, NaN, 40);
  return {
    dates: Int32Array.of(20200102, 20200103, 20200106, 20200107),
    symbols: ['600000.SH', '600001.SH'],
    columns: {
      ...{ open: column(), high: column(), low: column(), close: column() },
      ...{ volume: column(), amount: column() },
    },
  };
}

const dates = (count: number): Int32Array => Int32Array.from({ length: count }, (_, i) => 1000 + i);

describe('rows of a panel', () => {
  test('follow each symbol’s own bars and leave out days without one', () => {
    const rows = packRows(makePanel());
    expect([...rows.start]).toEqual([0, 4, 7]);
    expect([...rows.date]).toEqual([0, 1, 2, 3, 0, 1, 3]);
    expect([...packColumn(rows, makePanel().columns.close)]).toEqual([1, 2, 3, 4, 10, 20, 40]);
  });
});

describe('the split of a panel', () => {
  test('takes the last part before the first predicted date for validation', () => {
    expect(splitPanel(dates(200), 1100, 0.15)).toEqual({ trainTo: 85, testFrom: 100 });
  });

  test('begins to predict on the first trade date not before the split', () => {
    const some = dates(200).map((date) => 2 * date);
    expect(splitPanel(some, 2199, 0.15).testFrom).toBe(100);
  });

  test('refuses a split outside the bars', () => {
    for (const split of [999, 1000, 1200]) {
      expect(failureOf(() => splitPanel(dates(200), split, 0.15)).code).toBe('INVALID_INPUT');
    }
    expect(failureOf(() => splitPanel(dates(0), 1100, 0.15)).code).toBe('INVALID_INPUT');
  });

  test('says how much history is missing', () => {
    const error = failureOf(() => splitPanel(dates(200), 1015, 0.15));
    expect(error.code).toBe('NOT_ENOUGH_HISTORY');
    expect(error.details).toEqual({ needed: 20, had: 13 });
  });
});

describe('a scale', () => {
  const rows = packRows(makePanel());
  const values = packColumn(rows, makePanel().columns.close);

  test('of a column knows the training dates of all symbols', () => {
    const { mean, inverse } = fitScale(values, rows, 'column', 2);
    expect(mean[0]).toBe((1 + 2 + 10 + 20) / 4);
    expect(inverse[0]).toBeCloseTo(
      1 / Math.sqrt((7.25 ** 2 + 6.25 ** 2 + 1.75 ** 2 + 11.75 ** 2) / 4),
    );
  });

  test('of a date is that of its own cross-section', () => {
    const scaled = applyScale(fitScale(values, rows, 'date', 2), values, rows);
    expect([...scaled].map((value) => Number(value.toFixed(6)))).toEqual([
      -1,
      -1,
      NaN,
      -1,
      1,
      1,
      1,
    ]);
  });

  test('of a symbol needs enough rows of its own, and gives none without', () => {
    expect([...fitScale(values, rows, 'symbol', 2).inverse]).toEqual([NaN, NaN]);
    const many = { dates: 40, start: Int32Array.of(0, 40), date: dates(40).map((d) => d - 1000) };
    const line = Float64Array.from(many.date);
    const scale = fitScale(line, many, 'symbol', 30);
    expect(scale.mean[0]).toBe(14.5);
    expect(unscale(scale, applyScale(scale, line, many)[35], 0, 35)).toBeCloseTo(35, 10);
  });

  test('of constant values is 0 throughout, and gives the constant back', () => {
    const same = values.map(() => 7);
    const scale = fitScale(same, rows, 'column', 2);
    expect([...applyScale(scale, values, rows)].every((value) => value === 0)).toBe(true);
    expect(unscale(scale, 3, 0, 0)).toBe(7);
  });

  test('cuts what lies beyond its limit', () => {
    const scale = fitScale(values, rows, 'column', 2);
    const cut = applyScale(scale, values, rows, 1.5);
    expect(Math.max(...cut)).toBe(1.5);
    expect(Math.max(...applyScale(scale, values, rows))).toBeGreaterThan(4);
  });
});

test('quantiles are interpolated as pandas does, without missing values', () => {
  expect(quantilesOf(Float64Array.of(4, NaN, 1, 3, 2), [0, 0.25, 0.5, 1])).toEqual([
    1, 1.75, 2.5, 4,
  ]);
  expect(quantilesOf(new Float64Array(0), [0.5])).toEqual([NaN]);
});

describe('labels of a panel', () => {
  const rows = packRows(makePanel());
  const split = { trainTo: 2, testFrom: 3 };
  const filled = (value: number): Float64Array => new Float64Array(8).fill(value);
  const settings = { standardise: 'column', labelClasses: 0 } as const;

  test('of each part come from that part’s own evaluation', () => {
    const train = Float64Array.of(1, 2, NaN, NaN, 3, 4, NaN, NaN);
    const columns = { train, valid: filled(7), test: filled(9) };
    const { y, scale } = buildPanelLabels(rows, columns, split, settings);
    const raw = [...y].map((value) => Number(unscale(scale, value, 0, 0).toFixed(4)));
    expect(raw).toEqual([1, 2, 7, 9, 3, 4, 9]);
    expect(scale.mean[0]).toBe(2.5);
  });

  test('are cut into equally filled classes of the training part', () => {
    const train = Float64Array.of(1, 2, NaN, NaN, 3, 4, NaN, NaN);
    const columns = { train, valid: filled(-1), test: filled(99) };
    const { y, scale } = buildPanelLabels(rows, columns, split, { ...settings, labelClasses: 2 });
    const classes = [...y].map((value) => Number(unscale(scale, value, 0, 0).toFixed(4)));
    expect(classes).toEqual([0, 0, 0, 1, 1, 1, 1]);
  });
});

describe('windows of a panel', () => {
  const split = { trainTo: 2, testFrom: 3 };
  const settings = { standardise: 'column', featureClip: 0, dropOutliers: 0 } as const;
  const rows = packRows(makePanel());
  const makeInputs = (more = {}) => {
    const inputs = createPanelInputs(rows, split, 2, { ...settings, ...more });
    inputs.set(0, makePanel().columns.close);
    inputs.set(
      1,
      makePanel().columns.close.map((value, i) => (i === 1 ? NaN : -value)),
    );
    return inputs;
  };

  test('end where all their rows have every input, and their label is known', () => {
    const y = Float32Array.of(0, 0, 0, NaN, 0, NaN, 0);
    const one = findEnds(rows, makeInputs(), y, split, 1);
    expect([[...one.train], [...one.valid], [...one.test]]).toEqual([[0, 4], [2], [3, 6]]);
    const two = findEnds(rows, makeInputs(), y, split, 2);
    expect([[...two.train], [...two.valid], [...two.test]]).toEqual([[], [], [3, 6]]);
  });

  test('do not end on rows beyond the quantiles of the training part', () => {
    const ends = findEnds(rows, makeInputs({ dropOutliers: 0.1 }), new Float32Array(7), split, 1);
    // Of the training closes 1, 2, 10, 20 the first and the last lie outside, and so does 40.
    expect([...ends.train]).toEqual([4]);
    expect([...ends.test]).toEqual([3]);
  });

  test('are cut out of neighbouring rows of one symbol, in any order asked for', () => {
    const x = Float32Array.from({ length: 14 }, (_, i) => i);
    const stream = streamWindows(x, Int32Array.of(1, 3, 6), Float32Array.of(5, 6, 7), {
      ...{ lookback: 2, width: 2 },
    });
    expect([...stream.read(Int32Array.of(2, 0))]).toEqual([10, 11, 12, 13, 0, 1, 2, 3]);
    expect(stream).toMatchObject({ count: 3, lookback: 2, width: 2 });
  });
});
