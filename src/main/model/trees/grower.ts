import type { TreeSettings } from '#shared/trees.ts';
import { passOf } from './binning.ts';
import type { Forest } from './forest.ts';
import { fillHistogram, subtract } from './histogram.ts';
import type { Histogram, HistogramInput, HistogramPool, Pass } from './histogram.ts';
import { LEAST_HESSIAN, createSplit, findSplit, leafValue } from './split.ts';
import type { NodeSums, Split } from './split.ts';

interface GrowingNode {
  /** Its rows are order[from..to). */
  from: number;
  to: number;
  sums: NodeSums;
  split: Split;
  /** Kept while the node may still be split. */
  histogram: Histogram | null;
  isOpen: boolean;
  /** Numbers of its children; 0 = leaf. */
  left: number;
  right: number;
}

export interface GrowerOptions {
  input: HistogramInput;
  settings: Pick<TreeSettings, 'leaves' | 'minLeaf' | 'l2' | 'learningRate'>;
  pool: HistogramPool;
}

/** Grows tree after tree in the same memory. */
export interface Grower {
  /** One tree on the rows order[0..size); `order` is rearranged so that each leaf's rows lie together. */
  grow: (order: Uint32Array, size: number) => Promise<Forest>;
  /** Adds the values of the tree grown last to the scores of the rows it was grown on. */
  addLeaves: (scores: Float64Array, order: Uint32Array) => void;
}

/**
 * Leaf by leaf: whichever leaf's best split lowers the loss most is split next, until there are as many
 * leaves as may be (Shi 2007). Of two siblings the smaller is summed, the larger is the difference.
 */
export function createGrower(options: GrowerOptions): Grower {
  const { input, settings } = options;
  const tree: GrowingTree = {
    ...options,
    nodes: Array.from({ length: settings.leaves * 2 - 1 }, createNode),
    size: 0,
    order: new Uint32Array(0),
    side: new Uint32Array(input.binned.count),
  };
  return {
    grow: async (order, rows) => {
      tree.order = order;
      tree.size = 0;
      const root = addNode(tree, 0, rows);
      sumRows(root.sums, order, rows, input);
      if (canSplit(tree, root)) await openNode(tree, root);
      for (let leaves = 1; leaves < settings.leaves;) {
        const node = mostPromising(tree);
        if (!node) break;
        divide(tree, node);
        leaves++;
        if (leaves < settings.leaves) await openChildren(tree, node);
      }
      for (let i = 0; i < tree.size; i++) release(tree, tree.nodes[i]);
      return toTree(tree.nodes.slice(0, tree.size), input, settings);
    },
    addLeaves: (scores, order) => {
      for (const { left, from, to, sums } of tree.nodes.slice(0, tree.size)) {
        if (left > 0) continue;
        const value = sums.value * settings.learningRate;
        for (let i = from; i < to; i++) scores[order[i]] += value;
      }
    },
  };
}

/** The tree in hand; nodes from `size` on are left over from earlier ones. */
interface GrowingTree extends GrowerOptions {
  nodes: GrowingNode[];
  size: number;
  order: Uint32Array;
  /** Room for the rows of one side of a split. */
  side: Uint32Array;
}

function addNode(tree: GrowingTree, from: number, to: number): GrowingNode {
  const node = tree.nodes[tree.size++];
  node.from = from;
  node.to = to;
  node.left = node.right = 0;
  node.isOpen = false;
  node.split.gain = 0;
  return node;
}

function release({ pool }: GrowingTree, node: GrowingNode): void {
  if (node.histogram) pool.giveBack(node.histogram);
  node.histogram = null;
}

function takeHistogram(tree: GrowingTree): Histogram {
  for (;;) {
    const free = tree.pool.take();
    if (free) return free;
    release(tree, leastPromising(tree));
  }
}

const canSplit = ({ settings }: GrowingTree, { sums }: GrowingNode): boolean =>
  sums.count >= settings.minLeaf * 2 && sums.hessian >= LEAST_HESSIAN;

/** Best split of a node among the columns of one pass and those before. */
function searchPass(
  { input, settings }: GrowingTree,
  node: GrowingNode,
  histogram: Histogram,
  { columns }: Pass,
): void {
  const search = { histogram, node: node.sums, rules: settings, into: node.split };
  findSplit(search, columns, input.binned);
}

/** The histogram stays with the node if it has a split. */
function settle(tree: GrowingTree, node: GrowingNode, histogram: Histogram): void {
  node.isOpen = node.split.gain > 0;
  node.histogram = histogram;
  if (!node.isOpen) release(tree, node);
}

async function openNode(tree: GrowingTree, node: GrowingNode): Promise<void> {
  const { order, input } = tree;
  const histogram = takeHistogram(tree);
  await fillHistogram(histogram, { order, from: node.from, to: node.to }, input, (pass) => {
    searchPass(tree, node, histogram, pass);
  });
  settle(tree, node, histogram);
}

async function openChildren(tree: GrowingTree, node: GrowingNode): Promise<void> {
  const { nodes, order, input } = tree;
  const [left, right] = [nodes[node.left], nodes[node.right]];
  const [small, large] = left.sums.count < right.sums.count ? [left, right] : [right, left];
  if (!canSplit(tree, large)) {
    release(tree, node);
    return;
  }
  const isSmallOpen = canSplit(tree, small);
  const ofLarge = node.histogram;
  node.histogram = null;
  if (!ofLarge) {
    await openNode(tree, large);
    if (isSmallOpen) await openNode(tree, small);
    return;
  }
  const ofSmall = takeHistogram(tree);
  await fillHistogram(ofSmall, { order, from: small.from, to: small.to }, input, (pass) => {
    subtract(ofLarge, ofSmall, pass);
    searchPass(tree, large, ofLarge, pass);
    if (isSmallOpen) searchPass(tree, small, ofSmall, pass);
  });
  settle(tree, large, ofLarge);
  settle(tree, small, ofSmall);
}

function divide(tree: GrowingTree, node: GrowingNode): void {
  const { input, settings } = tree;
  const { sums, split } = node;
  const middle = partition(tree.order, tree.side, node, input);
  const right = {
    gradient: sums.gradient - split.left.gradient,
    hessian: sums.hessian - split.left.hessian,
    count: sums.count - split.left.count,
  };
  node.isOpen = false;
  node.left = tree.size;
  setSums(addNode(tree, node.from, middle), split.left, settings.l2);
  node.right = tree.size;
  setSums(addNode(tree, middle, node.to), right, settings.l2);
  if (input.binned.hasMissing[split.column] === 0) {
    split.isMissingLeft = split.left.count > right.count;
  }
}

const createNode = (): GrowingNode => ({
  ...{ from: 0, to: 0, left: 0, right: 0 },
  sums: { gradient: 0, hessian: 0, count: 0, value: 0 },
  split: createSplit(),
  histogram: null,
  isOpen: false,
});

function setSums(node: GrowingNode, sums: Omit<NodeSums, 'value'>, l2: number): void {
  node.sums.gradient = sums.gradient;
  node.sums.hessian = sums.hessian;
  node.sums.count = sums.count;
  node.sums.value = leafValue(sums.gradient, sums.hessian, l2);
}

/** The root's value is 0, so a tree without a split adds nothing. */
function sumRows(into: NodeSums, order: Uint32Array, rows: number, input: HistogramInput): void {
  const { gradients, hessians } = input.derivatives;
  let gradient = 0;
  let hessian = 0;
  for (let i = 0; i < rows; i++) {
    gradient += gradients[order[i]];
    if (!input.isHessianConstant) hessian += hessians[order[i]];
  }
  into.gradient = gradient;
  into.hessian = input.isHessianConstant ? rows : hessian;
  into.count = rows;
  into.value = 0;
}

/** The open node whose split gains most; the oldest among equals. */
function mostPromising({ nodes, size }: GrowingTree): GrowingNode | null {
  let best: GrowingNode | null = null;
  for (let i = 0; i < size; i++) {
    const node = nodes[i];
    if (node.isOpen && (!best || node.split.gain > best.split.gain)) best = node;
  }
  return best;
}

/** The open node with a histogram whose split gains least: it will be summed again if its turn comes. */
function leastPromising({ nodes, size }: GrowingTree): GrowingNode {
  const holders = nodes.slice(0, size).filter(({ histogram }) => histogram !== null);
  return holders.reduce((least, node) => (node.split.gain < least.split.gain ? node : least));
}

/** Rows that go left first, each side in the order it had; returns where the right side begins. */
function partition(
  order: Uint32Array,
  side: Uint32Array,
  { from, to, split }: GrowingNode,
  { binned }: HistogramInput,
): number {
  const { pass, shift } = passOf(binned, split.column);
  const { bin } = split;
  const missing = binned.thresholds[split.column].length + 1;
  const leftMissing = split.isMissingLeft ? missing : -1;
  let left = from;
  let right = 0;
  for (let i = from; i < to; i++) {
    const row = order[i];
    const at = (pass[row] >>> shift) & 255;
    if (at <= bin || at === leftMissing) order[left++] = row;
    else side[right++] = row;
  }
  order.set(side.subarray(0, right), left);
  return left;
}

function toTree(
  nodes: readonly GrowingNode[],
  { binned }: HistogramInput,
  { learningRate, l2 }: GrowerOptions['settings'],
): Forest {
  const isLeaf = ({ left }: GrowingNode): boolean => left === 0;
  const [{ sums }] = nodes;
  // The root counts as having the value 0 while it is split; what a value of its own gains is no split's.
  const ofRoot = -sums.gradient * leafValue(sums.gradient, sums.hessian, l2);
  return {
    starts: Int32Array.of(0, nodes.length),
    column: Int32Array.from(nodes, (node) => (isLeaf(node) ? -1 : node.split.column)),
    threshold: Float64Array.from(nodes, (node) =>
      isLeaf(node) ? 0 : (binned.thresholds[node.split.column][node.split.bin] ?? Infinity),
    ),
    isMissingLeft: Uint8Array.from(nodes, (node) =>
      !isLeaf(node) && node.split.isMissingLeft ? 1 : 0,
    ),
    left: Int32Array.from(nodes, ({ left }) => left),
    right: Int32Array.from(nodes, ({ right }) => right),
    value: Float64Array.from(nodes, (node) => (isLeaf(node) ? node.sums.value * learningRate : 0)),
    gain: Float64Array.from(nodes, (node, i) =>
      isLeaf(node) ? 0 : Math.max(node.split.gain - (i === 0 ? ofRoot : 0), 0),
    ),
  };
}
