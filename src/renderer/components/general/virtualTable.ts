/** A column of a `VirtualTable`; what its cells show comes from the slot of the same key. */
export interface TableColumn<T> {
  key: string;
  title: string;
  /** A CSS grid track: `96px`, `minmax(120px, 1fr)`. */
  width: string;
  align?: 'right';
  /** Makes it sortable. */
  compare?: (a: T, b: T) => number;
}

export interface TableSort {
  key: string;
  isDescending: boolean;
}

/** Rows in the order asked for; in their own where nothing is asked. */
export function sortRows<T>(
  rows: readonly T[],
  columns: readonly TableColumn<T>[],
  sort: TableSort | null,
): readonly T[] {
  const compare = columns.find(({ key }) => key === sort?.key)?.compare;
  if (!compare || !sort) return rows;
  const sign = sort.isDescending ? -1 : 1;
  return [...rows].sort((a, b) => sign * compare(a, b));
}

/** Ascending, then descending, then as they came. */
export function nextSort(sort: TableSort | null, key: string): TableSort | null {
  if (sort?.key !== key) return { key, isDescending: false };
  return sort.isDescending ? null : { key, isDescending: true };
}

/** Rows drawn above and below those in sight, so that a fast scroll shows no hole. */
const MARGIN = 6;

/** First row to draw and the one after the last. */
export function rowsInSight(
  scrollTop: number,
  height: number,
  rowHeight: number,
  count: number,
): { from: number; to: number } {
  const from = Math.max(0, Math.floor(scrollTop / rowHeight) - MARGIN);
  const to = Math.min(count, Math.ceil((scrollTop + height) / rowHeight) + MARGIN);
  return { from: Math.min(from, to), to };
}

/** By code unit: thousands of codes and dates need no collator. */
export function byText<T>(pick: (row: T) => string | null): (a: T, b: T) => number {
  return (a, b) => {
    const [first, second] = [pick(a) ?? '', pick(b) ?? ''];
    return first < second ? -1 : first > second ? 1 : 0;
  };
}

export function byNumber<T>(pick: (row: T) => number): (a: T, b: T) => number {
  return (a, b) => pick(a) - pick(b);
}

/** Narrowest the columns may be together, in pixels: below, the table scrolls sideways. */
export function sumOfWidths(columns: readonly { width: string }[]): number {
  return columns.reduce((sum, { width }) => sum + Number(/\d+/.exec(width)?.[0] ?? 0), 0);
}
