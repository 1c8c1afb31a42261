import { assert } from '#main/lib/assert.ts';
import type { PackedDates } from '#main/model/dates/packedDates.ts';
import type { SelectionConfig } from '#shared/selection.ts';
import type { ExplainedUnit } from '#shared/toolkitContract.ts';
import type { SelectionData } from '../selection/selectionData.ts';
import { givesLabels } from '../selection/selectionModel.ts';

type Data = Pick<SelectionData, 'inputs' | 'rows' | 'symbols'>;

/** The windows that end on these rows, one after another. */
export function cutWindows(
  { x, width }: SelectionData['inputs'],
  ends: ArrayLike<number>,
  lookback: number,
): Float32Array {
  const size = lookback * width;
  const windows = new Float32Array(ends.length * size);
  for (let i = 0; i < ends.length; i++) {
    const to = (ends[i] + 1) * width;
    windows.set(x.subarray(to - size, to), i * size);
  }
  return windows;
}

/** The mean training window of the symbols `from` to `to` − 1. */
export function meanTrainingWindow(
  { inputs, rows }: Data,
  lookback: number,
  [from, to]: readonly [from: number, to: number],
): Float32Array {
  const { x, width, train } = inputs;
  const size = lookback * width;
  const own = train.filter((row) => row >= rows.start[from] && row < rows.start[to]);
  const sums = new Float64Array(size);
  for (const row of own) {
    for (let j = 0, at = (row + 1) * width - size; j < size; j++, at++) sums[j] += x[at];
  }
  return Float32Array.from(sums, (sum) => sum / own.length);
}

/** The windows that end on these rows, date by date, each symbol in its place. */
export function packDates(
  { inputs, rows, symbols }: Data,
  ends: Int32Array,
  windows: Float32Array,
  lookback: number,
): PackedDates {
  assert(inputs.panel, 'the dates of the rows are known');
  const { groups } = inputs.panel;
  const slots = symbols.length;
  const dates = [...new Set(Array.from(ends, (row) => rows.date[row]))].sort((a, b) => a - b);
  const indexOf = new Map(dates.map((date, index) => [date, index]));
  const group = new Int32Array(dates.length * slots);
  let slot = 0;
  const place = ends.map((row) => {
    while (row >= rows.start[slot + 1]) slot++;
    const at = indexOf.get(rows.date[row])! * slots + slot;
    group[at] = groups?.[row] ?? 0;
    return at;
  });
  const sizes = { count: dates.length, slots, lookback, width: inputs.width };
  return { ...sizes, place, group, x: windows };
}

/** What a score is, as `toScores` makes it of an output. */
export function unitOf({ model, settings }: SelectionConfig): ExplainedUnit {
  if (model === 'portfolioTransformer') return 'weight';
  if (!givesLabels(model, settings)) return 'order';
  return settings.standardise === 'date' ? 'standardised' : 'label';
}

/** How an output for the test window of index `place` becomes a score: output · factor + shift. */
export function scaleOf(
  { labelScale: { mean, inverse, by }, testCloses }: SelectionData,
  config: SelectionConfig,
  slot: number,
  place: number,
): { factor: number; shift: number } {
  if (unitOf(config) !== 'label') return { factor: 1, shift: 0 };
  const group = by === 'symbol' ? slot : 0;
  const factor = inverse[group] === 0 ? 0 : 1 / inverse[group];
  if (config.settings.target !== 'price') return { factor, shift: mean[group] };
  const close = testCloses[place];
  return { factor: factor / close, shift: mean[group] / close - 1 };
}
