/** A column that has no value yet. */
export function emptyColumn(length: number): Float64Array {
  return new Float64Array(length).fill(NaN);
}
