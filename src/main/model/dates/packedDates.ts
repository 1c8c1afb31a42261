import type { DateSamples } from '#main/dataset/panel/dateSamples.ts';

/** The windows of some dates as plain arrays, so that they can be sent to a process. */
export interface PackedDates {
  count: number;
  slots: number;
  lookback: number;
  width: number;
  /** Where each window belongs: date × slots + slot. */
  place: Int32Array;
  /** count × slots: which symbols belong together. */
  group: Int32Array;
  /** One window after another, in the order of `place`. */
  x: Float32Array;
}

/** The samples of these dates, without labels. */
export function unpackDates({ place, x, ...sizes }: PackedDates): DateSamples {
  const { count, slots, lookback, width } = sizes;
  const size = lookback * width;
  const row = new Int32Array(count * slots).fill(-1);
  place.forEach((at, i) => (row[at] = i));
  return {
    ...sizes,
    row,
    y: new Float32Array(row.length).fill(NaN),
    read: (indices) => {
      const windows = new Float32Array(indices.length * slots * size);
      indices.forEach((index, i) => {
        for (let s = 0; s < slots; s++) {
          const from = row[index * slots + s] * size;
          if (from < 0) continue;
          windows.set(x.subarray(from, from + size), (i * slots + s) * size);
        }
      });
      return windows;
    },
  };
}

/** One date as often as there are `windows`, each time with another window of one symbol. */
export function repeatDate(date: DateSamples, slot: number, windows: Float32Array): DateSamples {
  const { slots, lookback, width } = date;
  const size = lookback * width;
  const count = windows.length / size;
  const base = date.read(Int32Array.of(0));
  const repeat = (values: Int32Array): Int32Array =>
    Int32Array.from({ length: count * slots }, (_, i) => values[i % slots]);
  return {
    ...{ count, slots, lookback, width, row: repeat(date.row), group: repeat(date.group) },
    y: new Float32Array(count * slots).fill(NaN),
    read: (indices) => {
      const x = new Float32Array(indices.length * slots * size);
      indices.forEach((index, i) => {
        x.set(base, i * slots * size);
        const own = windows.subarray(index * size, (index + 1) * size);
        x.set(own, (i * slots + slot) * size);
      });
      return x;
    },
  };
}
