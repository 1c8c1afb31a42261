import { describe, expect, it } from 'vitest';
import { barWidth, candleRects, columnRects, foldRects } from '#renderer/charts/barRects.ts';
import type { PixelScale } from '#renderer/charts/barRects.ts';

/** Ten pixels a bar, one a yuan, 100 yuan at the top. */
const SCALE: PixelScale = { x: 5, step: 10, y: 100, unit: -1, left: 0, right: 1000 };

const candles = (rows: [number, number, number, number][]) => ({
  open: rows.map(([open]) => open),
  high: rows.map(([, high]) => high),
  low: rows.map(([, , low]) => low),
  close: rows.map(([, , , close]) => close),
  isUp: rows.map(([open, , , close]) => (close >= open ? 1 : 0)),
});

describe('candleRects', () => {
  it('draws a rising candle as a wick, a body and its hollow', () => {
    const { up, down, hollow } = candleRects(candles([[20, 50, 10, 40]]), SCALE);
    expect(up).toEqual([5, 50, 1, 40, 2, 60, 7, 20]);
    expect(hollow).toEqual([3, 61, 5, 18]);
    expect(down).toEqual([]);
  });

  it('draws a falling candle filled', () => {
    const { up, down, hollow } = candleRects(candles([[40, 50, 10, 20]]), SCALE);
    expect(down).toEqual([5, 50, 1, 40, 2, 60, 7, 20]);
    expect([...up, ...hollow]).toEqual([]);
  });

  it('keeps a body of at least one pixel where open and close are equal', () => {
    const { up } = candleRects(candles([[40, 40, 40, 40]]), SCALE);
    expect(up).toEqual([5, 60, 1, 1, 2, 60, 7, 1]);
  });

  it('gathers bars that share a column of pixels from the first open to the last close', () => {
    const packed = { ...SCALE, step: 0.25, x: 0 };
    const rows = candles([
      [40, 60, 35, 50],
      [50, 55, 5, 30],
    ]);
    const { up, down } = candleRects(rows, packed);
    expect(up).toEqual([]);
    expect(down).toEqual([0, 40, 1, 55]);
  });

  it('leaves out what is not in sight', () => {
    const rows = candles(Array.from({ length: 500 }, () => [20, 50, 10, 40]));
    const { up } = candleRects(rows, { ...SCALE, x: 5 - 1000, right: 100 });
    // Bars 100 to 110: half a bar may show at either edge.
    expect(up.length / 8).toBeGreaterThanOrEqual(10);
    expect(up.length / 8).toBeLessThanOrEqual(12);
  });
});

describe('columnRects', () => {
  it('rises from zero, falls below it and parts the two colours', () => {
    const { first, second } = columnRects([30, -20], (i) => i === 0, SCALE);
    expect(first).toEqual([2, 70, 7, 30]);
    expect(second).toEqual([12, 100, 7, 20]);
  });

  it('draws nothing where there is no value', () => {
    const { first, second } = columnRects([NaN, 0], () => true, SCALE);
    expect([...first, ...second]).toEqual([]);
  });

  it('shows the longest of several columns on one pixel', () => {
    const { first } = columnRects([10, 60, 20], () => true, { ...SCALE, step: 0.2, x: 0 });
    expect(first).toEqual([0, 40, 1, 60]);
  });
});

describe('foldRects', () => {
  it('covers every second fold whole, from edge to edge', () => {
    const unit = { ...SCALE, y: 100, unit: -100 };
    expect(foldRects([0, 0, 1, 1, 2, NaN], unit)).toEqual([20, 0, 20, 100]);
  });
});

it('keeps bars an odd number of pixels wide, with a gap, down to one pixel', () => {
  for (let step = 0.1; step < 40; step += 0.1) {
    const width = barWidth(step);
    expect(width % 2).toBe(1);
    if (step > 2) expect(width).toBeLessThan(step);
  }
  expect(barWidth(0.1)).toBe(1);
});
