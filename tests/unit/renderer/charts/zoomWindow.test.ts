import { describe, expect, it } from 'vitest';
import {
  MIN_BARS,
  firstWindow,
  fromPercent,
  panBy,
  showSpan,
  toPercent,
  zoomBy,
} from '#renderer/charts/zoomWindow.ts';

describe('firstWindow', () => {
  it('shows the latest bars', () => {
    expect(firstWindow(1000, [], 100)).toEqual({ from: 899, to: 999 });
  });

  it('shows everything when there are few bars', () => {
    expect(firstWindow(30, [], 100)).toEqual({ from: 0, to: 29 });
    expect(firstWindow(0, [], 100)).toEqual({ from: 0, to: 0 });
  });

  it('goes back to where the markers end when they end long before', () => {
    expect(firstWindow(1000, [200, 400], 100).to).toBe(412);
    expect(firstWindow(1000, [980], 100).to).toBe(999);
  });
});

describe('moving', () => {
  it('stays within the bars', () => {
    expect(panBy({ from: 0, to: 99 }, -0.5, 1000)).toEqual({ from: 0, to: 99 });
    expect(panBy({ from: 900, to: 999 }, 0.5, 1000)).toEqual({ from: 900, to: 999 });
  });

  it('keeps the newest bar in place while zooming', () => {
    expect(zoomBy({ from: 500, to: 600 }, 2, 1000)).toEqual({ from: 400, to: 600 });
    expect(zoomBy({ from: 500, to: 600 }, 0.5, 1000)).toEqual({ from: 550, to: 600 });
  });

  it('neither shows fewer bars than the least nor more than there are', () => {
    const near = zoomBy({ from: 500, to: 520 }, 0.01, 1000);
    expect(near.to - near.from).toBe(MIN_BARS - 1);
    expect(zoomBy({ from: 500, to: 600 }, 100, 1000)).toEqual({ from: 0, to: 999 });
  });
});

describe('bringing into sight', () => {
  it('moves only when the bar is not in sight', () => {
    const window = { from: 100, to: 200 };
    expect(showSpan(window, 150, 150, 1000)).toBe(window);
    expect(showSpan(window, 700, 700, 1000)).toEqual({ from: 650, to: 750 });
  });

  it('zooms out as far as a long trade needs and no further', () => {
    const wide = showSpan({ from: 0, to: 50 }, 300, 500, 1000);
    expect(wide.from).toBeLessThan(300);
    expect(wide.to).toBeGreaterThan(500);
    const short = showSpan({ from: 0, to: 50 }, 300, 310, 1000);
    expect(short.to - short.from).toBe(50);
  });
});

it('survives the way to percent and back', () => {
  const window = { from: 123, to: 456 };
  const back = fromPercent(toPercent(window, 1000), 1000);
  expect(back.from).toBeCloseTo(123, 9);
  expect(back.to).toBeCloseTo(456, 9);
});
