import type { BinnedColumns } from './binning.ts';
import type { Derivatives } from './objective.ts';
import type { Turns } from './turns.ts';

/** Numbers of one bin, next to each other: Σ gradient, Σ hessian, rows. */
export const BIN_SIZE = 3;
/** Where the hessians' sum of a bin is; a constant hessian of 1 sums to the number of rows. */
export const HESSIAN_AT = 1;
export const COUNT_AT = 2;

/** Bytes of histograms that are kept at a time. */
const POOL_BYTES = 2 ** 29;

/** Histograms over all bins of all columns, used again and again. */
export interface HistogramPool {
  /** Null where as many are in use as may be. What is in it is left over from before. */
  take: () => Float64Array | null;
  giveBack: (histogram: Float64Array) => void;
}

/** @param atLeast histograms that are given out whatever they take */
export function createPool(bins: number, atLeast: number): HistogramPool {
  const free: Float64Array[] = [];
  const size = bins * BIN_SIZE;
  const most = Math.max(atLeast, Math.floor(POOL_BYTES / (size * 8)));
  let made = 0;
  return {
    take: () => {
      const used = free.pop();
      if (used || made >= most) return used ?? null;
      made++;
      return new Float64Array(size);
    },
    giveBack: (histogram) => {
      free.push(histogram);
    },
  };
}

/** Rows of one node: `order[from..to)`. */
export interface NodeRows {
  order: Uint32Array;
  from: number;
  to: number;
}

export interface HistogramInput {
  binned: BinnedColumns;
  derivatives: Derivatives;
  isHessianConstant: boolean;
  /** Columns that are summed. */
  used: Int32Array;
  /** As long as the training rows; derivatives of a node's rows are laid out here, one after the other. */
  desk: Derivatives;
  turns: Turns;
}

/** Sums the derivatives of a node's rows by bin, for every used column. */
export async function fillHistogram(
  into: Float64Array,
  rows: NodeRows,
  input: HistogramInput,
): Promise<void> {
  const { binned, derivatives, isHessianConstant, used, desk, turns } = input;
  const { order, from, to } = rows;
  const count = to - from;
  for (let i = 0; i < count; i++) desk.gradients[i] = derivatives.gradients[order[from + i]];
  if (!isHessianConstant) {
    for (let i = 0; i < count; i++) desk.hessians[i] = derivatives.hessians[order[from + i]];
  }
  for (const j of used) {
    const base = binned.offsets[j] * BIN_SIZE;
    into.fill(0, base, binned.offsets[j + 1] * BIN_SIZE);
    if (isHessianConstant) addGradients(into, base, rows, binned.columns[j], desk.gradients);
    else addBoth(into, base, rows, binned.columns[j], desk);
    const due = turns.after(count);
    if (due) await due;
  }
}

function addGradients(
  into: Float64Array,
  base: number,
  { order, from, to }: NodeRows,
  bins: Uint8Array,
  gradients: Float32Array,
): void {
  for (let i = from, k = 0; i < to; i++, k++) {
    const at = base + bins[order[i]] * BIN_SIZE;
    into[at] += gradients[k];
    into[at + COUNT_AT] += 1;
  }
}

function addBoth(
  into: Float64Array,
  base: number,
  { order, from, to }: NodeRows,
  bins: Uint8Array,
  { gradients, hessians }: Derivatives,
): void {
  for (let i = from, k = 0; i < to; i++, k++) {
    const at = base + bins[order[i]] * BIN_SIZE;
    into[at] += gradients[k];
    into[at + HESSIAN_AT] += hessians[k];
    into[at + COUNT_AT] += 1;
  }
}

/** A node's histogram from its parent's and its sibling's, in the place of the parent's. */
export function subtract(
  parent: Float64Array,
  sibling: Float64Array,
  { binned: { offsets }, used }: Pick<HistogramInput, 'binned' | 'used'>,
): void {
  for (const j of used) {
    for (let i = offsets[j] * BIN_SIZE, to = offsets[j + 1] * BIN_SIZE; i < to; i++) {
      parent[i] -= sibling[i];
    }
  }
}
