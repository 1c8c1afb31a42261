/** Trees, node after node: the children of a node come after it. */
export interface Forest {
  /** First node of each tree, then the number of all nodes. */
  starts: Int32Array;
  /** Column that a node splits on; −1 = leaf. */
  column: Int32Array;
  /** Values up to it go left. */
  threshold: Float64Array;
  isMissingLeft: Uint8Array;
  left: Int32Array;
  right: Int32Array;
  /** What a leaf adds to the score. */
  value: Float64Array;
  /** Loss that a split took away from the training rows. */
  gain: Float64Array;
}

/** Leaf of tree `tree` that a row ends in; the row begins at `from` in `x`. */
export function findLeaf(forest: Forest, tree: number, x: Float32Array, from: number): number {
  const { column, threshold, isMissingLeft, left, right } = forest;
  let node = forest.starts[tree];
  for (let j = column[node]; j >= 0; j = column[node]) {
    const value = x[from + j];
    const isLeft = Number.isNaN(value) ? isMissingLeft[node] === 1 : value <= threshold[node];
    node = isLeft ? left[node] : right[node];
  }
  return node;
}

/** Adds one tree's values to the scores of rows [from, to). */
export function addTree(
  forest: Forest,
  tree: number,
  { x, width }: { x: Float32Array; width: number },
  scores: Float64Array,
  from: number,
  to: number,
): void {
  for (let i = from; i < to; i++) scores[i] += forest.value[findLeaf(forest, tree, x, i * width)];
}

/** Forests one after the other. */
export function joinForests(forests: readonly Forest[]): Forest {
  const nodes = forests.reduce((sum, { column }) => sum + column.length, 0);
  const trees = forests.reduce((sum, { starts }) => sum + starts.length - 1, 0);
  const joined = createForest(trees, nodes);
  let tree = 0;
  let node = 0;
  for (const forest of forests) {
    joined.starts.set(
      forest.starts.map((start) => start + node),
      tree,
    );
    for (const name of ['column', 'threshold', 'isMissingLeft', 'value', 'gain'] as const) {
      joined[name].set(forest[name], node);
    }
    for (const name of ['left', 'right'] as const) {
      joined[name].set(
        forest[name].map((child) => (child === 0 ? 0 : child + node)),
        node,
      );
    }
    tree += forest.starts.length - 1;
    node += forest.column.length;
  }
  return joined;
}

export const createForest = (trees: number, nodes: number): Forest => ({
  starts: new Int32Array(trees + 1),
  column: new Int32Array(nodes),
  threshold: new Float64Array(nodes),
  isMissingLeft: new Uint8Array(nodes),
  left: new Int32Array(nodes),
  right: new Int32Array(nodes),
  value: new Float64Array(nodes),
  gain: new Float64Array(nodes),
});

/** Σ gain of the splits on each column. */
export function sumGains({ column, gain }: Forest, width: number): Float64Array {
  const gains = new Float64Array(width);
  column.forEach((j, node) => {
    if (j >= 0) gains[j] += gain[node];
  });
  return gains;
}
