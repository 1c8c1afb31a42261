/** Shown bars as positions on the category axis, both included; fractions are kept between steps. */
export interface ZoomWindow {
  from: number;
  to: number;
}

/** Fewest bars shown. */
export const MIN_BARS = 20;
const DEFAULT_BARS = 180;
const BARS_AFTER_MARKER = 12;

function fit(from: number, span: number, count: number): ZoomWindow {
  const size = Math.min(span, Math.max(0, count - 1));
  const start = Math.min(Math.max(0, from), Math.max(0, count - 1 - size));
  return { from: start, to: start + size };
}

/** The latest bars; or, when the markers end before their middle, those that end shortly after. */
export function firstWindow(
  count: number,
  markerBars: readonly number[],
  span = DEFAULT_BARS,
): ZoomWindow {
  const latest = fit(count, span, count);
  const last = markerBars.length > 0 ? Math.max(...markerBars) : null;
  if (last === null || last >= (latest.from + latest.to) / 2) return latest;
  return fit(last + BARS_AFTER_MARKER - span, span, count);
}

/** Moves by a share of what is shown. */
export function panBy(window: ZoomWindow, share: number, count: number): ZoomWindow {
  const span = window.to - window.from;
  return fit(window.from + span * share, span, count);
}

/** Multiplies the number of bars shown; the newest one shown stays in place. */
export function zoomBy(window: ZoomWindow, factor: number, count: number): ZoomWindow {
  const span = Math.max(MIN_BARS - 1, (window.to - window.from) * factor);
  return fit(window.to - Math.min(span, count - 1), span, count);
}

/** Shows both bars, zooming out only as far as that needs. */
export function showSpan(
  window: ZoomWindow,
  first: number,
  last: number,
  count: number,
): ZoomWindow {
  const needed = (last - first) * 1.3 + 4;
  const span = Math.max(window.to - window.from, needed);
  const margin = (span - (last - first)) / 2;
  const isInside = first >= window.from + 2 && last <= window.to - 2;
  return isInside ? window : fit(first - margin, span, count);
}

/** As percent of the axis, which is how ECharts tells and takes it. */
export function toPercent(window: ZoomWindow, count: number): { start: number; end: number } {
  const last = Math.max(1, count - 1);
  return { start: (window.from / last) * 100, end: (window.to / last) * 100 };
}

export function fromPercent(range: { start: number; end: number }, count: number): ZoomWindow {
  const last = Math.max(0, count - 1);
  return { from: (range.start / 100) * last, to: (range.end / 100) * last };
}
