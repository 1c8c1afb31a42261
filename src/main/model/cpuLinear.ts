/** Row-major matrix product a (m × k) · b (k × n) added into `out` (m × n). */
export function addProduct(
  a: Float32Array,
  b: Float32Array,
  out: Float32Array,
  [m, k, n]: readonly [m: number, k: number, n: number],
): void {
  for (let i = 0; i < m; i++) {
    const row = out.subarray(i * n, (i + 1) * n);
    let p = 0;
    for (; p + 3 < k; p += 4) {
      const at = i * k + p;
      const [a0, a1, a2, a3] = [a[at], a[at + 1], a[at + 2], a[at + 3]];
      const b0 = p * n;
      const [b1, b2, b3] = [b0 + n, b0 + 2 * n, b0 + 3 * n];
      for (let j = 0; j < n; j++) {
        row[j] += a0 * b[b0 + j] + a1 * b[b1 + j] + a2 * b[b2 + j] + a3 * b[b3 + j];
      }
    }
    for (; p < k; p++) {
      const factor = a[i * k + p];
      for (let j = 0; j < n; j++) row[j] += factor * b[p * n + j];
    }
  }
}

/** Rows become columns: (m × n) → (n × m). */
export function transposed(a: Float32Array, m: number, n: number): Float32Array {
  const out = new Float32Array(a.length);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) out[j * m + i] = a[i * n + j];
  }
  return out;
}
