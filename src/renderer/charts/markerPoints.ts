import type { Period } from '#shared/domain.ts';
import type { MarkerRecord } from '#shared/run.ts';
import { barAt } from './barAt.ts';
import { MARKER_SHAPES } from './markerShapes.ts';

/** Where a marker stands; it has no price of its own there, so every adjust mode may show it. */
export interface MarkerPoint {
  /** Position in the list of markers that was placed. */
  index: number;
  marker: MarkerRecord;
  /** Position of the bar that holds its date. */
  bar: number;
  isBelow: boolean;
  /** 0 next to the bar, counting away from it. */
  level: number;
}

/** Markers on the bars that hold their dates; those on one side of one bar are stacked. */
export function placeMarkers(
  dates: readonly string[],
  period: Period,
  markers: readonly MarkerRecord[],
): MarkerPoint[] {
  const taken = new Map<string, number>();
  return markers.flatMap((marker, index) => {
    const bar = barAt(dates, marker.date, period);
    if (bar === -1) return [];
    const { isBelow } = MARKER_SHAPES[marker.kind];
    const place = `${bar}${isBelow ? 'b' : 'a'}`;
    const level = taken.get(place) ?? 0;
    taken.set(place, level + 1);
    return [{ index, marker, bar, isBelow, level }];
  });
}
