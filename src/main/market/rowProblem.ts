/** The figures of one bar of any length; `amount` NaN where it is not known. */
export interface BarFigures {
  open: number;
  high: number;
  low: number;
  close: number;
  volume: number;
  amount: number;
}

/** A reply with more bad rows than this, and more than this share of them, is not trusted at all. */
export const MAX_BAD_ROWS = 3;
const MAX_BAD_SHARE = 0.01;
/** Nor is one of which most rows are bad, however few they are. */
const MOST = 0.5;

/** Whether so many rows are bad that the others cannot be trusted either. */
export const isTooManyBad = (bad: number, total: number): boolean =>
  bad > total * MOST || (bad > MAX_BAD_ROWS && bad > total * MAX_BAD_SHARE);

/** What no exchange could have printed about one bar; null if nothing. */
export function findFigureProblem(bar: BarFigures): string | null {
  const { open, high, low, close, volume, amount } = bar;
  for (const price of [open, high, low, close]) {
    if (!Number.isFinite(price)) return 'a price is not a number';
    if (price < 0) {
      return `price ${price} is not positive: this looks like an adjusted series (复权), raw prices (不复权) are needed`;
    }
    if (price === 0) return 'price 0 is not positive';
  }
  if (high < Math.max(open, close)) return 'the high lies below the open or the close';
  if (low > Math.min(open, close)) return 'the low lies above the open or the close';
  if (!Number.isFinite(volume) || volume < 0) return `volume ${volume} is not possible`;
  if (amount < 0 || amount === Infinity) return `amount ${amount} is not possible`;
  return null;
}

type Columns = Record<keyof BarFigures, Float64Array>;

/** The figures of one bar of many. */
export const figuresAt = (columns: Columns, i: number): BarFigures => ({
  open: columns.open[i],
  high: columns.high[i],
  low: columns.low[i],
  close: columns.close[i],
  volume: columns.volume[i],
  amount: columns.amount[i],
});

/**
 * Notes beside the rows that have no problem yet which of them are there twice: the same row again, or
 * two that differ, of which neither can be believed.
 */
export function markRepeats(
  problems: (string | null)[],
  columns: Columns,
  keys: ArrayLike<number>,
  nameOf: (key: number) => string,
): void {
  const first = new Map<number, number>();
  for (let i = 0; i < problems.length; i++) {
    if (problems[i] !== null) continue;
    const earlier = first.get(keys[i]);
    if (earlier === undefined) {
      first.set(keys[i], i);
      continue;
    }
    const [one, other] = [figuresAt(columns, earlier), figuresAt(columns, i)];
    const isSame = Object.values(one).every((value, k) =>
      Object.is(value, Object.values(other)[k]),
    );
    problems[i] = `${nameOf(keys[i])} is there twice`;
    if (!isSame) problems[earlier] = problems[i] = `${nameOf(keys[i])} is there twice and differs`;
  }
}

/** Indices of the rows without a problem, by their keys. */
export function keptInOrder(
  problems: readonly (string | null)[],
  keys: ArrayLike<number>,
): Int32Array {
  const kept = [...problems.keys()].filter((i) => problems[i] === null);
  return Int32Array.from(kept.sort((a, b) => keys[a] - keys[b]));
}

/** One row as JSON, what is no number as text. */
export function rowText(name: string, key: string, figures: BarFigures): string {
  const cells = Object.entries(figures).map(([column, value]: [string, number]) => [
    column,
    Number.isFinite(value) ? value : String(value),
  ]);
  return JSON.stringify({ [name]: key, ...(Object.fromEntries(cells) as object) });
}
