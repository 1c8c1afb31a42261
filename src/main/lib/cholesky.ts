/** A pivot smaller than this share of its diagonal is rounding: the matrix is singular to working precision. */
const SMALLEST_PIVOT = 1e-13;

/**
 * Solves A s = b for a symmetric positive definite A (size × size, row-major) by A = L Lᵀ; null when it is
 * not. Leaves both inputs as they are.
 */
export function solvePositive(a: Float64Array, b: Float64Array, size: number): Float64Array | null {
  const l = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * size + j];
      for (let k = 0; k < j; k++) sum -= l[i * size + k] * l[j * size + k];
      if (i !== j) l[i * size + j] = sum / l[j * size + j];
      else if (sum > SMALLEST_PIVOT * a[i * size + i]) l[i * size + i] = Math.sqrt(sum);
      else return null;
    }
  }
  const solution = b.slice();
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) solution[i] -= l[i * size + k] * solution[k];
    solution[i] /= l[i * size + i];
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) solution[i] -= l[k * size + i] * solution[k];
    solution[i] /= l[i * size + i];
  }
  return solution;
}
