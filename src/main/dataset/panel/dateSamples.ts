import { assert } from '#main/lib/assert.ts';

/** Where the rows of a panel belong: see `PanelRows`. */
export interface RowPlaces {
  /** First row of each symbol, and the number of rows at the end. */
  start: Int32Array;
  /** Each row's date, an index into the panel's dates. */
  date: Int32Array;
}

/** The windows of all symbols on some dates, date by date, each symbol in a place of its own. */
export interface DateSamples {
  /** Dates. */
  count: number;
  /** Places of one date: the panel's symbols. */
  slots: number;
  lookback: number;
  width: number;
  /** count × slots: the row on which a window ends, −1 where the symbol has none that day. */
  row: Int32Array;
  /** count × slots: labels, NaN where there is none. */
  y: Float32Array;
  /** count × slots: which symbols belong together that day; of no meaning without a window. */
  group: Int32Array;
  /** indices × slots × lookback × width, zeros where there is no window. */
  read: (indices: Int32Array) => Float32Array;
}

export interface DateSource {
  /** rows × width, scaled. */
  x: Float32Array;
  width: number;
  lookback: number;
  places: RowPlaces;
  /** By row; all in one group where it is left out. */
  groups?: Int32Array;
}

/** Dates on which at least one window ends on a row of `ends` (ascending), oldest first, with their labels. */
export function streamDates(
  source: DateSource,
  ends: Int32Array,
  labels: Float32Array,
): DateSamples {
  const { x, width, lookback, places, groups } = source;
  assert(labels.length === ends.length, 'one label a window');
  const slots = places.start.length - 1;
  const dates = [...new Set(Array.from(ends, (end) => places.date[end]))].sort((a, b) => a - b);
  const placeOf = new Map(dates.map((date, i) => [date, i]));
  const row = new Int32Array(dates.length * slots).fill(-1);
  const y = new Float32Array(row.length).fill(NaN);
  const group = new Int32Array(row.length);
  let slot = 0;
  ends.forEach((end, i) => {
    while (end >= places.start[slot + 1]) slot++;
    const at = placeOf.get(places.date[end])! * slots + slot;
    row[at] = end;
    y[at] = labels[i];
    group[at] = groups?.[end] ?? 0;
  });
  const size = lookback * width;
  return {
    ...{ count: dates.length, slots, lookback, width, row, y, group },
    read: (indices) => {
      const windows = new Float32Array(indices.length * slots * size);
      indices.forEach((index, i) => {
        for (let s = 0; s < slots; s++) {
          const end = row[index * slots + s];
          if (end < 0) continue;
          const to = (end + 1) * width;
          windows.set(x.subarray(to - size, to), (i * slots + s) * size);
        }
      });
      return windows;
    },
  };
}
