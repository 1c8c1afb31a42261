/** Room to work in, as long as the longest input; what it holds means nothing between two calls. */
export interface Scratch {
  values: Float64Array;
  indexes: Int32Array;
}

/** Writes `out[0 .. length − 1]` from the same bars of its inputs, which it leaves as they are. */
export type BarKernel = (
  out: Float64Array,
  inputs: readonly Float64Array[],
  parameters: readonly number[],
  length: number,
) => void;

/** The same along the bars of one symbol, oldest first; the value at bar i reads no bar behind it. */
export type TimeKernel = (
  out: Float64Array,
  inputs: readonly Float64Array[],
  parameters: readonly number[],
  length: number,
  scratch: Scratch,
) => void;

/**
 * Calls `compute` for each stretch of bars `from` to `to` − 1 on which every input has a finite value, if it
 * is at least `window` long; elsewhere, and on the first `window` − 1 bars of a stretch, `out` becomes NaN.
 * Infinite values count as missing, as in a pandas window.
 */
export function eachStretch(
  out: Float64Array,
  inputs: readonly Float64Array[],
  window: number,
  length: number,
  compute: (from: number, to: number) => void,
): void {
  const first = inputs[0];
  const second = inputs[inputs.length - 1];
  out.fill(NaN, 0, length);
  let from = 0;
  for (let i = 0; i <= length; i++) {
    // x − x is 0 for every finite x, NaN otherwise.
    if (i < length && first[i] - first[i] === 0 && second[i] - second[i] === 0) continue;
    if (i - from >= window) compute(from, i);
    from = i + 1;
  }
}
