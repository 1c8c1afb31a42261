import type { PathContributions } from '../pathContributions.ts';
import type { Forest } from './forest.ts';

/** A split whose side changes on the way, and how far along that is: 0..1. */
interface Crossing {
  tree: number;
  node: number;
  at: number;
}

/**
 * Integrated gradients of a forest, whose score moves in jumps: on the straight path from `origin` to `window`
 * each jump belongs to the column whose threshold is crossed there. Nothing is left over.
 *
 * @param toPrediction of a sum of leaves, with the baseline of the forest already in it
 */
export function treeContributions(
  forest: Forest,
  { window, origin }: { window: Float32Array; origin: Float32Array },
  start: number,
  toPrediction: (score: number) => number,
): PathContributions {
  const values = new Float64Array(window.length);
  const trees = forest.starts.length - 1;
  const isLeft = sidesOf(forest, origin);
  const leaves = Int32Array.from({ length: trees }, (_, tree) => walk(forest, tree, isLeft));
  let score = leaves.reduce((sum, leaf) => sum + forest.value[leaf], start);
  const baseline = toPrediction(score);
  let said = baseline;
  for (const { tree, node } of listCrossings(forest, isLeft, origin, window)) {
    isLeft[node] = 1 - isLeft[node];
    const leaf = walk(forest, tree, isLeft);
    if (leaf === leaves[tree]) continue;
    score += forest.value[leaf] - forest.value[leaves[tree]];
    leaves[tree] = leaf;
    const now = toPrediction(score);
    values[forest.column[node]] += now - said;
    said = now;
  }
  return { values, prediction: said, baseline };
}

/** By node: 1 where the row goes left. */
const sidesOf = ({ column, threshold }: Forest, row: Float32Array): Uint8Array =>
  Uint8Array.from(column, (j, node) => Number(j >= 0 && row[j] <= threshold[node]));

function walk({ starts, column, left, right }: Forest, tree: number, isLeft: Uint8Array): number {
  let node = starts[tree];
  while (column[node] >= 0) node = isLeft[node] === 1 ? left[node] : right[node];
  return node;
}

/** In their order along the path; those at one place by tree and node. */
function listCrossings(
  forest: Forest,
  isLeft: Uint8Array,
  origin: Float32Array,
  window: Float32Array,
): Crossing[] {
  const after = sidesOf(forest, window);
  const found: Crossing[] = [];
  for (let tree = 0; tree + 1 < forest.starts.length; tree++) {
    for (let node = forest.starts[tree]; node < forest.starts[tree + 1]; node++) {
      if (after[node] === isLeft[node]) continue;
      const j = forest.column[node];
      const at = (forest.threshold[node] - origin[j]) / (window[j] - origin[j]);
      found.push({ tree, node, at });
    }
  }
  return found.sort((a, b) => a.at - b.at);
}
