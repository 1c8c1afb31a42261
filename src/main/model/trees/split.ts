import type { BinnedColumns } from './binning.ts';
import { COLUMN_PLACES } from './histogram.ts';
import type { Histogram } from './histogram.ts';

/** Sums over the rows of one node. */
export interface NodeSums {
  gradient: number;
  hessian: number;
  count: number;
  /** Value of the node in the tree so far; 0 at the root. */
  value: number;
}

export interface Split {
  /** Loss that the split takes away, twice; 0 = none was found. */
  gain: number;
  column: number;
  /** Last bin that goes left. */
  bin: number;
  isMissingLeft: boolean;
  left: NodeSums;
}

export interface SplitRules {
  minLeaf: number;
  l2: number;
}

/** Σ hessian that either side needs at least. */
export const LEAST_HESSIAN = 1e-3;

/** Value that lowers the loss most: −Σ gradient / (Σ hessian + l2) (Chen & Guestrin 2016, equation 5). */
export const leafValue = (gradient: number, hessian: number, l2: number): number =>
  -gradient / (hessian + l2 + 1e-15);

export const createSplit = (): Split => ({
  gain: 0,
  column: -1,
  bin: 0,
  isMissingLeft: false,
  left: { gradient: 0, hessian: 0, count: 0, value: 0 },
});

export interface SplitSearch {
  histogram: Histogram;
  node: NodeSums;
  rules: SplitRules;
  into: Split;
}

/**
 * The split of a node that lowers the loss most, the first one among equals, among these columns and what
 * is in `into` already. Missing values are tried on the right, alone against all others, and on the left.
 */
export function findSplit(
  search: SplitSearch,
  columns: readonly number[],
  { thresholds, hasMissing }: Pick<BinnedColumns, 'thresholds' | 'hasMissing'>,
): void {
  const { into } = search;
  for (const j of columns) {
    const bins = thresholds[j].length + 1;
    const first = j * COLUMN_PLACES;
    const isMissingKnown = hasMissing[j] === 1;
    const right = scanBins(search, first, 1, isMissingKnown ? bins : bins - 1);
    if (right >= 0) settle(into, j, right, false);
    if (!isMissingKnown) continue;
    const left = scanBins(search, first + bins - 1, -1, bins - 1);
    if (left < 0) continue;
    settle(into, j, bins - 2 - left, true);
    swapSides(into.left, search.node);
  }
}

function settle(into: Split, column: number, bin: number, isMissingLeft: boolean): void {
  into.column = column;
  into.bin = bin;
  into.isMissingLeft = isMissingLeft;
}

function swapSides(side: NodeSums, node: NodeSums): void {
  side.gradient = node.gradient - side.gradient;
  side.hessian = node.hessian - side.hessian;
  side.count = node.count - side.count;
}

/**
 * Adds bins up one by one from `start` and compares the two sides after each. Where that beats `into.gain`,
 * gain and sums of the bins so far are left there; returns the number of steps to it, −1 without.
 */
function scanBins(
  { histogram, node, rules, into }: SplitSearch,
  start: number,
  stride: 1 | -1,
  steps: number,
): number {
  const { gradients, hessians, counts } = histogram;
  const isHessianConstant = hessians.length === 0;
  const { minLeaf } = rules;
  const penalty = rules.l2 + 1e-15;
  const now = node.gradient * node.value;
  let bar = barOf(into.gain - now);
  let best = -1;
  let gradient = 0;
  let hessian = 0;
  let count = 0;
  for (let step = 0, at = start; step < steps; step++, at += stride) {
    const rows = counts[at];
    // After an empty bin the two sides are what they were.
    if (rows === 0) continue;
    count += rows;
    gradient += gradients[at];
    hessian += isHessianConstant ? rows : hessians[at];
    if (count < minLeaf || hessian < LEAST_HESSIAN) continue;
    const farHessian = node.hessian - hessian;
    if (node.count - count < minLeaf || farHessian < LEAST_HESSIAN) break;
    const farGradient = node.gradient - gradient;
    const near = hessian + penalty;
    const far = farHessian + penalty;
    // The comparison below without its divisions, and with room for rounding.
    if (gradient * gradient * far + farGradient * farGradient * near < bar * near * far) continue;
    const gain = now + (gradient / near) * gradient + (farGradient / far) * farGradient;
    if (gain <= into.gain) continue;
    best = step;
    bar = barOf(gain - now);
    into.gain = gain;
    into.left.gradient = gradient;
    into.left.hessian = hessian;
    into.left.count = count;
  }
  return best;
}

/** A little less than the gain to beat. */
const barOf = (gain: number): number => gain - Math.abs(gain) * 1e-9;
