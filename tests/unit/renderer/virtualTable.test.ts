import { describe, expect, it } from 'vitest';
import {
  byNumber,
  byText,
  nextSort,
  rowsInSight,
  sortRows,
  sumOfWidths,
} from '#renderer/components/general/virtualTable.ts';

const columns = [
  { key: 'symbol', title: '', width: '100px', compare: byText((row: Row) => row.symbol) },
  { key: 'bars', title: '', width: 'minmax(80px, 1fr)', compare: byNumber((row: Row) => row.bars) },
  { key: 'actions', title: '', width: '60px' },
];
interface Row {
  symbol: string | null;
  bars: number;
}
const rows: Row[] = [
  { symbol: '600519.SH', bars: 9 },
  { symbol: null, bars: 100 },
  { symbol: '000001.SZ', bars: 20 },
];

describe('a table of thousands of rows', () => {
  it('draws the rows in sight with a margin, however many there are', () => {
    expect(rowsInSight(0, 400, 34, 6000)).toEqual({ from: 0, to: 18 });
    expect(rowsInSight(34 * 3000, 400, 34, 6000)).toEqual({ from: 2994, to: 3018 });
    expect(rowsInSight(34 * 6000, 400, 34, 6000)).toEqual({ from: 5994, to: 6000 });
  });

  it('draws nothing where a filter left less than was scrolled', () => {
    expect(rowsInSight(34 * 3000, 400, 34, 5)).toEqual({ from: 5, to: 5 });
  });

  it('sorts ascending, descending, and at the third time not at all', () => {
    const first = nextSort(null, 'bars');
    const second = nextSort(first, 'bars');
    expect(sortRows(rows, columns, first).map(({ bars }) => bars)).toEqual([9, 20, 100]);
    expect(sortRows(rows, columns, second).map(({ bars }) => bars)).toEqual([100, 20, 9]);
    expect(nextSort(second, 'bars')).toBeNull();
    expect(sortRows(rows, columns, null)).toBe(rows);
  });

  it('begins anew with another column', () => {
    const sort = nextSort({ key: 'bars', isDescending: true }, 'symbol');
    expect(sort).toEqual({ key: 'symbol', isDescending: false });
    expect(sortRows(rows, columns, sort).map(({ symbol }) => symbol)).toEqual([
      null,
      '000001.SZ',
      '600519.SH',
    ]);
  });

  it('leaves rows as they are for a column that cannot be sorted', () => {
    expect(sortRows(rows, columns, { key: 'actions', isDescending: false })).toBe(rows);
  });

  it('is at least as wide as its columns', () => {
    expect(sumOfWidths(columns)).toBe(240);
  });
});
