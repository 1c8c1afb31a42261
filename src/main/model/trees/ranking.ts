import type { Derivatives, Objective } from './objective.ts';

/** Relevance of the best of a date; gain 2^relevance − 1, so the best counts 31 times the middle's 4.7. */
const TOP_RELEVANCE = 5;
/** Dates of one part. */
const PART = 64;

/**
 * LambdaMART (Burges 2010) within each date: the gradient of a pair is weighted with what swapping the two
 * would change in NDCG@cut. Relevance is 5 × the share of the date's other rows that a label beats, ties
 * counted half, so labels need no unit. The loss is the mean of 1 − NDCG@cut over dates whose labels differ.
 */
export function createRanking(y: Float32Array, groups: Int32Array, cut: number): Objective {
  const dates = groups.length - 1;
  const gains = gainsOf(y, groups);
  const ideals = Float64Array.from({ length: dates }, (_, i) =>
    idealOf(gains.subarray(groups[i], groups[i + 1]), cut),
  );
  const ranked = ideals.filter((ideal) => ideal > 0).length;
  const widest = groups.reduce((most, from, i) => Math.max(most, from - (groups[i - 1] ?? 0)), 0);
  const desk = createDesk(widest, cut);
  return {
    baseline: 0,
    isHessianConstant: false,
    parts: Math.ceil(dates / PART),
    partWork: PART * widest * (Math.min(cut, widest) + 8),
    evaluate: (scores, part, into) => {
      let sum = 0;
      for (let i = part * PART, to = Math.min(dates, i + PART); i < to; i++) {
        const span: Span = { from: groups[i], to: groups[i + 1], ideal: ideals[i] };
        into?.gradients.fill(0, span.from, span.to);
        into?.hessians.fill(0, span.from, span.to);
        if (span.ideal === 0) continue;
        arrange(desk, span, scores, gains);
        sum += 1 - ndcgOf(desk, span);
        if (into) addPairs(desk, span, into);
      }
      return ranked === 0 ? 0 : sum / ranked;
    },
  };
}

/** Rows of one date and the highest DCG they can reach; 0 where no order is better than another. */
interface Span {
  from: number;
  to: number;
  ideal: number;
}

/** Rows of one date by place, best score first. */
interface Desk {
  /** Weight of each place, 0 beyond the cut. */
  discounts: Float64Array;
  cut: number;
  order: Int32Array;
  gains: Float64Array;
  /** exp(score − best score): the odds of a pair are a ratio of two. */
  odds: Float64Array;
}

const createDesk = (size: number, cut: number): Desk => ({
  discounts: Float64Array.from({ length: size }, (_, i) => (i < cut ? 1 / Math.log2(i + 2) : 0)),
  cut,
  order: new Int32Array(size),
  gains: new Float64Array(size),
  odds: new Float64Array(size),
});

/** Smallest odds, so that two hopeless rows still have a ratio. */
const LEAST_ODDS = 1e-150;

function arrange(desk: Desk, { from, to }: Span, scores: Float64Array, gains: Float64Array): void {
  const size = to - from;
  const order = desk.order.subarray(0, size);
  for (let i = 0; i < size; i++) order[i] = from + i;
  order.sort((a, b) => scores[b] - scores[a] || a - b);
  const best = scores[order[0]];
  for (let i = 0; i < size; i++) {
    desk.gains[i] = gains[order[i]];
    desk.odds[i] = Math.max(Math.exp(scores[order[i]] - best), LEAST_ODDS);
  }
}

function ndcgOf({ discounts, gains, cut }: Desk, { from, to, ideal }: Span): number {
  let sum = 0;
  for (let i = 0; i < Math.min(cut, to - from); i++) sum += gains[i] * discounts[i];
  return sum / ideal;
}

/** Pairs with at least one row within the cut. */
function addPairs(desk: Desk, { from, to, ideal }: Span, into: Derivatives): void {
  const { discounts, gains, odds, order } = desk;
  const { gradients, hessians } = into;
  const size = to - from;
  for (let i = 0; i < Math.min(desk.cut, size); i++) {
    let gradient = 0;
    let hessian = 0;
    for (let j = i + 1; j < size; j++) {
      if (gains[i] === gains[j]) continue;
      const change = (Math.abs(gains[i] - gains[j]) * (discounts[i] - discounts[j])) / ideal;
      const isRight = gains[i] > gains[j];
      // Share of doubt that the better of the two stands above the other.
      const doubt = (isRight ? odds[j] : odds[i]) / (odds[i] + odds[j]);
      const push = isRight ? -change * doubt : change * doubt;
      const bend = change * doubt * (1 - doubt);
      gradient += push;
      hessian += bend;
      gradients[order[j]] -= push;
      hessians[order[j]] += bend;
    }
    gradients[order[i]] += gradient;
    hessians[order[i]] += hessian;
  }
}

function gainsOf(y: Float32Array, groups: Int32Array): Float64Array {
  const gains = new Float64Array(y.length);
  for (let i = 0; i + 1 < groups.length; i++) {
    const [from, to] = [groups[i], groups[i + 1]];
    const sorted = y.slice(from, to).sort();
    for (let row = from; row < to; row++) {
      const below = placeOf(sorted, y[row], false);
      const notAbove = placeOf(sorted, y[row], true);
      // The row itself is one of those that are level with it.
      const beaten = below + (notAbove - below - 1) / 2;
      gains[row] = to - from > 1 ? 2 ** ((TOP_RELEVANCE * beaten) / (to - from - 1)) - 1 : 0;
    }
  }
  return gains;
}

/** How many lie below `value`, or not above it. */
function placeOf(sorted: Float32Array, value: number, isLevelCounted: boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < value || (isLevelCounted && sorted[middle] === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function idealOf(gains: Float64Array, cut: number): number {
  const sorted = gains.slice().sort();
  const size = sorted.length;
  if (size < 2 || sorted[0] === sorted[size - 1]) return 0;
  let sum = 0;
  for (let i = 0; i < Math.min(cut, size); i++) sum += sorted[size - 1 - i] / Math.log2(i + 2);
  return sum;
}
