import type { TreeSettings } from '#shared/trees.ts';
import { passOf } from './binning.ts';
import type { Forest } from './forest.ts';
import { fillHistogram, subtract } from './histogram.ts';
import type { Histogram, HistogramInput, HistogramPool, NodeRows } from './histogram.ts';
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
export function createGrower({ input, settings, pool }: GrowerOptions): Grower {
  const nodes = Array.from({ length: settings.leaves * 2 - 1 }, createNode);
  const side = new Uint32Array(input.binned.count);
  let size = 0;

  const add = (from: number, to: number): GrowingNode => {
    const node = nodes[size++];
    node.from = from;
    node.to = to;
    node.left = node.right = 0;
    node.isOpen = false;
    return node;
  };
  const release = (node: GrowingNode): void => {
    if (node.histogram) pool.giveBack(node.histogram);
    node.histogram = null;
  };
  const take = (): Histogram => {
    for (let free = pool.take(); ; free = pool.take()) {
      if (free) return free;
      release(leastPromising(nodes, size));
    }
  };
  const canSplit = ({ sums }: GrowingNode): boolean =>
    sums.count >= settings.minLeaf * 2 && sums.hessian >= LEAST_HESSIAN;
  const open = (node: GrowingNode, histogram: Histogram): void => {
    findSplit({ histogram, node: node.sums, rules: settings, into: node.split }, input);
    node.isOpen = node.split.gain > 0;
    node.histogram = histogram;
    if (!node.isOpen) release(node);
  };
  const fill = async (rows: NodeRows): Promise<Histogram> => {
    const histogram = take();
    await fillHistogram(histogram, rows, input);
    return histogram;
  };

  async function openChildren(order: Uint32Array, node: GrowingNode): Promise<void> {
    const [left, right] = [nodes[node.left], nodes[node.right]];
    const [small, large] = left.sums.count < right.sums.count ? [left, right] : [right, left];
    const histogram = node.histogram;
    node.histogram = null;
    if (!canSplit(large)) {
      if (histogram) pool.giveBack(histogram);
      return;
    }
    const ofSmall = await fill({ order, from: small.from, to: small.to });
    const ofLarge = histogram ?? (await fill({ order, from: large.from, to: large.to }));
    if (histogram) subtract(ofLarge, ofSmall);
    open(large, ofLarge);
    if (canSplit(small)) open(small, ofSmall);
    else pool.giveBack(ofSmall);
  }

  function divide(order: Uint32Array, node: GrowingNode): void {
    const { sums, split } = node;
    const middle = partition(order, side, node, input);
    node.isOpen = false;
    node.left = size;
    setSums(add(node.from, middle), split.left, settings.l2);
    node.right = size;
    setSums(
      add(middle, node.to),
      {
        gradient: sums.gradient - split.left.gradient,
        hessian: sums.hessian - split.left.hessian,
        count: sums.count - split.left.count,
      },
      settings.l2,
    );
    if (input.binned.hasMissing[split.column] === 0) {
      split.isMissingLeft = split.left.count > sums.count - split.left.count;
    }
  }

  return {
    grow: async (order, rows) => {
      size = 0;
      const root = add(0, rows);
      sumRows(root.sums, order, rows, input);
      if (canSplit(root)) open(root, await fill({ order, from: 0, to: rows }));
      for (let leaves = 1; leaves < settings.leaves;) {
        const node = mostPromising(nodes, size);
        if (!node) break;
        divide(order, node);
        leaves++;
        if (leaves < settings.leaves) await openChildren(order, node);
        else release(node);
      }
      for (let i = 0; i < size; i++) release(nodes[i]);
      return toTree(nodes.slice(0, size), input, settings);
    },
    addLeaves: (scores, order) => {
      for (let k = 0; k < size; k++) {
        const { left, from, to, sums } = nodes[k];
        if (left > 0) continue;
        const value = sums.value * settings.learningRate;
        for (let i = from; i < to; i++) scores[order[i]] += value;
      }
    },
  };
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
function mostPromising(nodes: readonly GrowingNode[], size: number): GrowingNode | null {
  let best: GrowingNode | null = null;
  for (let i = 0; i < size; i++) {
    const node = nodes[i];
    if (node.isOpen && (!best || node.split.gain > best.split.gain)) best = node;
  }
  return best;
}

/** The open node with a histogram whose split gains least: it will be summed again if its turn comes. */
function leastPromising(nodes: readonly GrowingNode[], size: number): GrowingNode {
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
