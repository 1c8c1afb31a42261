import { describe, expect, it } from 'vitest';
import { MARKER_KINDS } from '#shared/domain.ts';
import { barAt, nearestBar } from '#renderer/charts/barAt.ts';
import { chartTheme } from '#renderer/charts/chartTheme.ts';
import { placeMarkers } from '#renderer/charts/markerPoints.ts';
import { MARKER_SHAPES } from '#renderer/charts/markerShapes.ts';
import { markersOfTrade, tradeOfMarker } from '#renderer/charts/tradeLinks.ts';
import { DARK, LIGHT } from '#renderer/theme/tokens.ts';
import { DAYS, makeMarker, makeTrade } from './klineFixture.ts';

describe('barAt', () => {
  it('finds a day only where there is a bar of that day', () => {
    expect(barAt(DAYS, '2024-05-08', 'day')).toBe(2);
    expect(barAt(DAYS, '2024-05-11', 'day')).toBe(-1);
    expect(barAt(['2024-05-06', '2024-05-08'], '2024-05-07', 'day')).toBe(-1);
  });

  it('finds the week and the month that hold a day', () => {
    const weeks = ['2024-05-10', '2024-05-17', '2024-05-24'];
    expect(barAt(weeks, '2024-05-06', 'week')).toBe(0);
    expect(barAt(weeks, '2024-05-13', 'week')).toBe(1);
    expect(barAt(weeks, '2024-05-17', 'week')).toBe(1);
    const months = ['2024-04-30', '2024-05-31'];
    expect(barAt(months, '2024-05-06', 'month')).toBe(1);
    expect(barAt(months, '2024-04-01', 'month')).toBe(0);
  });

  it('finds none for a day before the first week or month, nor after the last', () => {
    expect(barAt(['2024-05-10'], '2024-05-01', 'week')).toBe(-1);
    expect(barAt(['2024-04-30'], '2024-03-29', 'month')).toBe(-1);
    expect(barAt(['2024-04-30'], '2024-05-06', 'month')).toBe(-1);
  });

  it('falls back to the next later bar, at the end to the last one', () => {
    expect(nearestBar(DAYS, '2024-05-07')).toBe(1);
    expect(nearestBar(DAYS, '2024-01-01')).toBe(0);
    expect(nearestBar(DAYS, '2030-01-01')).toBe(4);
    expect(nearestBar([], '2024-05-07')).toBe(-1);
  });
});

describe('placeMarkers', () => {
  it('puts entries under their bar and every exit over it', () => {
    const markers = MARKER_KINDS.map((kind, i) => makeMarker(DAYS[i % 5] ?? '', kind));
    const points = placeMarkers(DAYS, 'day', markers);
    expect(points.map((point) => point.isBelow)).toEqual([true, false, false, false, false, false]);
    expect(points.map((point) => point.bar)).toEqual([0, 1, 2, 3, 4, 0]);
  });

  it('stacks markers on one side of one bar and leaves the other side alone', () => {
    const markers = [makeMarker('2024-05-06', 'reduce'), makeMarker('2024-05-08', 'sell')];
    const buy = makeMarker('2024-05-07', 'buy');
    const points = placeMarkers(['2024-05-10'], 'week', [...markers, buy]);
    expect(points.map((point) => point.level)).toEqual([0, 1, 0]);
  });

  it('leaves out a marker whose bar is not there and keeps the positions of the others', () => {
    const points = placeMarkers(DAYS, 'day', [makeMarker('2020-01-01'), makeMarker('2024-05-06')]);
    expect(points.map((point) => point.index)).toEqual([1]);
  });
});

describe('marker shapes', () => {
  it('give each kind an outline of its own', () => {
    const outlines = MARKER_KINDS.map((kind) => MARKER_SHAPES[kind].path);
    expect(new Set(outlines).size).toBe(MARKER_KINDS.length);
  });

  it('give each kind a colour of its own in both themes', () => {
    for (const theme of [chartTheme(LIGHT, false), chartTheme(DARK, true)]) {
      expect(new Set(Object.values(theme.markers)).size).toBe(MARKER_KINDS.length);
    }
  });
});

describe('trades and their markers', () => {
  const markers = [
    makeMarker('2024-05-06', 'buy'),
    makeMarker('2024-05-08', 'reduce'),
    makeMarker('2024-05-10', 'stopLoss'),
  ];
  const trades = [
    makeTrade('2024-05-06', '2024-05-08', 'reduce'),
    makeTrade('2024-05-06', '2024-05-10', 'stopLoss'),
  ];

  it('finds the markers that opened and closed a trade', () => {
    expect(trades.map((trade) => markersOfTrade(markers, trade))).toEqual([
      { entry: 0, exit: 1 },
      { entry: 0, exit: 2 },
    ]);
  });

  it('has no entry marker for a base position', () => {
    const base = makeTrade('2023-12-29', '2024-05-10', 'stopLoss');
    expect(markersOfTrade(markers, base)).toEqual({ entry: -1, exit: 2 });
  });

  it('leads from a marker back to its trade', () => {
    expect(markers.map((marker) => tradeOfMarker(trades, marker))).toEqual([0, 0, 1]);
  });

  it('finds no trade for a purchase that is still held', () => {
    expect(tradeOfMarker(trades, makeMarker('2024-05-13', 'buy'))).toBe(-1);
  });

  it('does not mix symbols', () => {
    const other = makeMarker('2024-05-06', 'buy', '000001.SZ');
    expect(tradeOfMarker(trades, other)).toBe(-1);
  });
});
