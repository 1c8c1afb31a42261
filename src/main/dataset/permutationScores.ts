import { assert } from '#main/lib/assert.ts';
import { solvePositive } from '#main/lib/cholesky.ts';
import { createRandom, deriveSeed, shuffle } from '#main/lib/random.ts';

/** Penalty of the quick regression, on standardised inputs, per row. */
const PENALTY = 1e-2;
/** Last part in time that the regression does not see, and on which columns are shuffled. */
const INNER_SHARE = 0.3;
const REPEATS = 5;

/**
 * Permutation importance (Breiman 2001) in a ridge regression: how much the squared error on the last 30%
 * of the dates grows when a column is shuffled there, mean of five seeded shuffles. The regression is
 * fitted on the dates before.
 *
 * @param columns standardised, of one length with `y` and `time`
 */
export function permutationScores(
  columns: readonly Float64Array[],
  y: Float64Array,
  time: Int32Array,
  seed: number,
): Float64Array {
  const { fitted, held } = splitByTime(time);
  const { weights, intercept } = fitRidge(columns, y, fitted);
  const residual = Float64Array.from(held, (row) =>
    columns.reduce((left, column, j) => left - weights[j] * column[row], y[row] - intercept),
  );
  const error = meanSquare(residual);
  return Float64Array.from(columns, (column, j) => {
    const random = createRandom(deriveSeed(seed, 'permutation', j));
    let sum = 0;
    for (let repeat = 0; repeat < REPEATS; repeat++) {
      const drawn = held.slice();
      shuffle(drawn, random);
      const moved = residual.map(
        (left, i) => left - weights[j] * (column[drawn[i]] - column[held[i]]),
      );
      sum += meanSquare(moved) - error;
    }
    return sum / REPEATS;
  });
}

const meanSquare = (values: Float64Array): number =>
  values.reduce((sum, value) => sum + value * value, 0) / values.length;

/** Rows before and from the date on which the last part begins; a date is never cut. */
function splitByTime(time: Int32Array): { fitted: Int32Array; held: Int32Array } {
  const sorted = time.slice().sort();
  const from = sorted[Math.floor(sorted.length * (1 - INNER_SHARE))];
  const rows = Int32Array.from(time, (_, row) => row);
  const fitted = rows.filter((row) => time[row] < from);
  const held = rows.filter((row) => time[row] >= from);
  assert(fitted.length > 0 && held.length > 0, 'rows of more than one date');
  return { fitted, held };
}

function fitRidge(columns: readonly Float64Array[], y: Float64Array, rows: Int32Array) {
  const size = columns.length;
  const meanOf = (values: Float64Array): number =>
    rows.reduce((sum, row) => sum + values[row], 0) / rows.length;
  const means = columns.map(meanOf);
  const meanY = meanOf(y);
  const products = new Float64Array(size * size);
  const ofY = new Float64Array(size);
  for (let j = 0; j < size; j++) {
    for (let k = 0; k <= j; k++) {
      let sum = 0;
      for (const row of rows) sum += (columns[j][row] - means[j]) * (columns[k][row] - means[k]);
      products[j * size + k] = products[k * size + j] = sum / rows.length;
    }
    products[j * size + j] += PENALTY;
    let sum = 0;
    for (const row of rows) sum += (columns[j][row] - means[j]) * (y[row] - meanY);
    ofY[j] = sum / rows.length;
  }
  const weights = solvePositive(products, ofY, size);
  assert(weights !== null, 'a penalty makes the solution single');
  const along = weights.reduce((sum, weight, j) => sum + weight * means[j], 0);
  return { weights, intercept: meanY - along };
}
