import type { Random } from '#main/lib/random.ts';

/** A box of the unit cube on which a tree says one value. */
export interface Leaf {
  low: Float64Array;
  high: Float64Array;
  value: number;
}

const FEWEST_IN_LEAF = 2;

/**
 * A regression tree (squared error, all settings looked at for each cut) on as many points as there are,
 * drawn with repetition; its leaves tile the unit cube.
 */
export function growTree(
  points: readonly Float64Array[],
  values: readonly number[],
  random: Random,
): Leaf[] {
  const width = points[0].length;
  const leaves: Leaf[] = [];
  const grow = (rows: readonly number[], low: Float64Array, high: Float64Array): void => {
    const cut = findCut(points, values, rows);
    if (cut === null) {
      const value = rows.reduce((sum, row) => sum + values[row], 0) / rows.length;
      leaves.push({ low, high, value });
      return;
    }
    const { axis, at } = cut;
    const isBelow = (row: number): boolean => points[row][axis] < at;
    grow(rows.filter(isBelow), low, high.with(axis, at));
    grow(
      rows.filter((row) => !isBelow(row)),
      low.with(axis, at),
      high,
    );
  };
  const rows = points.map(() => random.below(points.length));
  grow(rows, new Float64Array(width), new Float64Array(width).fill(1));
  return leaves;
}

interface Cut {
  axis: number;
  at: number;
}

/** The cut after which values differ least from the means of their sides; null where none is left. */
function findCut(
  points: readonly Float64Array[],
  values: readonly number[],
  rows: readonly number[],
): Cut | null {
  let best: Cut | null = null;
  let bestGain = 1e-12;
  const total = rows.reduce((sum, row) => sum + values[row], 0);
  for (let axis = 0; axis < points[0].length; axis++) {
    const sorted = [...rows].sort((a, b) => points[a][axis] - points[b][axis]);
    let left = 0;
    for (let i = 1; i < sorted.length; i++) {
      left += values[sorted[i - 1]];
      const [before, after] = [points[sorted[i - 1]][axis], points[sorted[i]][axis]];
      if (i < FEWEST_IN_LEAF || sorted.length - i < FEWEST_IN_LEAF || before === after) continue;
      const gain =
        left ** 2 / i + (total - left) ** 2 / (sorted.length - i) - total ** 2 / sorted.length;
      if (gain > bestGain) [best, bestGain] = [{ axis, at: (before + after) / 2 }, gain];
    }
  }
  return best;
}

const volume = ({ low, high }: Leaf): number =>
  low.reduce((product, from, d) => product * (high[d] - from), 1);

export interface Variance {
  total: number;
  /** What each setting explains by itself. */
  alone: number[];
}

/**
 * Functional ANOVA of a tree over the whole cube (Hutter et al. 2014): the variance of its values, and that
 * of its mean along each axis. Exact, because the leaves are boxes.
 */
export function varianceOf(leaves: readonly Leaf[]): Variance {
  const mean = leaves.reduce((sum, leaf) => sum + volume(leaf) * leaf.value, 0);
  const total = leaves.reduce((sum, leaf) => sum + volume(leaf) * (leaf.value - mean) ** 2, 0);
  const alone = Array.from(leaves[0].low, (_, axis) => {
    const edges = [...new Set(leaves.flatMap(({ low, high }) => [low[axis], high[axis]]))];
    edges.sort((a, b) => a - b);
    return edges.slice(1).reduce((sum, to, i) => {
      const from = edges[i];
      const along = leaves
        .filter(({ low, high }) => low[axis] <= from && high[axis] >= to)
        .reduce(
          (s, leaf) => s + (volume(leaf) / (leaf.high[axis] - leaf.low[axis])) * leaf.value,
          0,
        );
      return sum + (to - from) * (along - mean) ** 2;
    }, 0);
  });
  return { total, alone };
}
