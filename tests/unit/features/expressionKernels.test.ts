import { describe, expect, it } from 'vitest';
import { parseExpression } from '#main/features/expression/program.ts';
import { evaluateExpressions } from '#main/features/expression/evaluate.ts';
import { buildPanel } from '#main/features/panel.ts';
import { createRandom } from '#main/lib/random.ts';

const LENGTH = 600;
const random = createRandom(11);

/** Far from 0, with jumps by 10⁶, stretches that stand still, and gaps: what wears rolling sums out. */
function hardSeries(): Float64Array {
  let value = 1e4;
  return Float64Array.from({ length: LENGTH }, (_, i) => {
    if (i % 150 < 100) value += random.normal();
    if (i % 97 === 40) return NaN;
    return i % 83 === 20 ? value * 1e6 : value;
  });
}

const close = Float64Array.from({ length: LENGTH }, (_, i) => 1 + i);
const x = hardSeries();
const y = hardSeries();
const panel = buildPanel([
  {
    symbol: 'S1',
    tradeDate: Int32Array.from({ length: LENGTH }, (_, i) => 20180101 + i),
    columns: { open: x, high: y, low: x, close, volume: close, amount: close },
  },
]);

const sum = (part: number[]): number => part.reduce((a, b) => a + b, 0);
const mean = (part: number[]): number => sum(part) / part.length;
const moment = (a: number[], b: number[]): number => {
  const [meanA, meanB] = [mean(a), mean(b)];
  return sum(a.map((value, k) => (value - meanA) * (b[k] - meanB)));
};
const isStill = (part: number[]): boolean => part.every((value) => value === part[0]);
const places = (part: number[]): number[] => part.map((_, k) => k + 1);
const slope = (a: number[]): number => moment(a, places(a)) / moment(places(a), places(a));

/** The definition of each function over a window of open, and of high. */
const DEFINITIONS: Record<string, (a: number[], b: number[]) => number> = {
  'sum(open, N)': sum,
  'mean(open, N)': mean,
  'var(open, N)': (a) => moment(a, a) / (a.length - 1),
  'std(open, N)': (a) => Math.sqrt(moment(a, a) / (a.length - 1)),
  'max(open, N)': (a) => Math.max(...a),
  'min(open, N)': (a) => Math.min(...a),
  'ts_argmax(open, N)': (a) => a.indexOf(Math.max(...a)) + 1,
  'ts_argmin(open, N)': (a) => a.indexOf(Math.min(...a)) + 1,
  'ts_rank(open, N)': (a) => {
    const last = a[a.length - 1];
    const below = a.filter((value) => value < last).length;
    const equal = a.filter((value) => value === last).length;
    return (below + (equal + 1) / 2) / a.length;
  },
  'median(open, N)': (a) => {
    const sorted = a.toSorted((p, q) => p - q);
    return (sorted[(a.length - 1) >> 1] + sorted[a.length >> 1]) / 2;
  },
  'quantile(open, N, 0.25)': (a) => {
    const sorted = a.toSorted((p, q) => p - q);
    const at = 0.25 * (a.length - 1);
    const low = sorted[Math.floor(at)];
    return low + (sorted[Math.ceil(at)] - low) * (at % 1);
  },
  'covariance(open, high, N)': (a, b) => moment(a, b) / (a.length - 1),
  'correlation(open, high, N)': (a, b) =>
    isStill(a) || isStill(b) ? NaN : moment(a, b) / Math.sqrt(moment(a, a) * moment(b, b)),
  'slope(open, N)': (a) => slope(a),
  'rsquare(open, N)': (a) =>
    isStill(a) ? NaN : (slope(a) ** 2 * moment(places(a), places(a))) / moment(a, a),
  'resid(open, N)': (a) => a[a.length - 1] - mean(a) - slope(a) * (a.length - mean(places(a))),
  'decay_linear(open, N)': (a) => sum(a.map((value, k) => value * (k + 1))) / sum(places(a)),
};
/** Sizes against which an error counts: results of two windows with large and opposite parts are small. */
const SIZES: Record<string, (a: number[], b: number[]) => number> = {
  'covariance(open, high, N)': (a, b) => Math.sqrt(moment(a, a) * moment(b, b)) / (a.length - 1),
  'slope(open, N)': (a) => Math.max(...a),
  'resid(open, N)': (a) => Math.max(...a),
  'var(open, N)': (a) => moment(a, a) + 1e-6,
};

describe.each(Object.entries(DEFINITIONS))('%s', (text, define) => {
  it.each([2, 3, 20, 61])('equals its definition over %i bars', (window) => {
    const expression = parseExpression(text.replace('N', String(window)));
    const [values] = evaluateExpressions([expression], panel);
    const usesBoth = text.includes('high');
    const wrong: unknown[] = [];
    for (let i = 0; i < LENGTH; i++) {
      const from = i - window + 1;
      const a = [...x.subarray(Math.max(0, from), i + 1)];
      const b = [...y.subarray(Math.max(0, from), i + 1)];
      const isKnown = from >= 0 && [...a, ...(usesBoth ? b : [])].every(Number.isFinite);
      const expected = isKnown ? define(a, b) : NaN;
      const size = Math.max(1, Math.abs(expected), SIZES[text]?.(a, b) ?? 0);
      const isSame = Number.isNaN(expected)
        ? Number.isNaN(values[i])
        : Math.abs(values[i] - expected) <= 1e-9 * size;
      if (!isSame) wrong.push({ i, ours: values[i], expected });
    }
    expect(wrong).toEqual([]);
  });
});

describe('windows in which nothing moves', () => {
  it('vary by exactly 0 and sum to exactly what they hold, whatever came before', () => {
    const texts = [
      'var(open, 20)',
      'sum(open, 20) - 20*open',
      'slope(open, 20)',
      'resid(open, 20)',
    ];
    const columns = evaluateExpressions(
      texts.map((text) => parseExpression(text)),
      panel,
    );
    const still = Array.from({ length: LENGTH }, (_, i) => i).filter(
      (i) => i >= 19 && isStill([...x.subarray(i - 19, i + 1)]),
    );
    expect(still.length).toBeGreaterThan(20);
    for (const column of columns) expect(still.filter((i) => column[i] !== 0)).toEqual([]);
  });
});
