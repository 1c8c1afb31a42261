import { onScopeDispose, shallowRef } from 'vue';
import { nearestBar } from '#renderer/charts/barAt.ts';
import {
  firstWindow,
  fromPercent,
  panBy,
  showSpan,
  toPercent,
  zoomBy,
} from '#renderer/charts/zoomWindow.ts';
import type { ZoomWindow } from '#renderer/charts/zoomWindow.ts';
import type { LoadedBars } from './useWorkspace.ts';

interface PercentRange {
  start: number;
  end: number;
}

interface Source {
  loaded: LoadedBars;
  markerBars: readonly number[];
}

const PAN_SHARE = 0.1;
const ZOOM_FACTOR = 1.25;
/** Bars shown when the new period would leave fewer. */
const LEAST_AFTER_SWITCH = 90;
const SETTLE_MS = 80;

/** The window on other bars of the same symbol: the same dates, or as many bars as are readable. */
function carryOver(
  window: ZoomWindow,
  before: readonly string[],
  after: readonly string[],
): ZoomWindow {
  const dateAt = (position: number): string => before[Math.round(position)] ?? '';
  const from = nearestBar(after, dateAt(window.from));
  const to = nearestBar(after, dateAt(window.to));
  const least = Math.min(LEAST_AFTER_SWITCH, after.length - 1);
  return { from: Math.max(0, Math.min(from, to - least)), to: Math.max(to, least) };
}

/**
 * Which bars are in sight. Kept outside reactivity: the chart moves it at every frame of a drag, and
 * only a chart built anew has to ask for it.
 */
export function useKlineWindow(source: () => Source, apply: (range: PercentRange) => void) {
  let current: ZoomWindow | null = null;
  let symbol = '';
  let dates: readonly string[] = [];
  /** Until it has been moved, the window is the one that shows the markers best. */
  let isMoved = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Position of the newest bar in sight. */
  const lastInSight = shallowRef(0);

  const count = (): number => source().loaded.bars.dates.length;

  function window(): ZoomWindow {
    const { loaded, markerBars } = source();
    const { bars } = loaded;
    if (bars.symbol !== symbol) isMoved = false;
    if (!current || !isMoved) current = firstWindow(bars.dates.length, markerBars);
    else if (bars.dates !== dates) current = carryOver(current, dates, bars.dates);
    symbol = bars.symbol;
    dates = bars.dates;
    return current;
  }

  function move(next: ZoomWindow): void {
    isMoved = true;
    current = next;
    apply(toPercent(next, count()));
  }

  function follow(range: PercentRange): void {
    isMoved = true;
    current = fromPercent(range, count());
    clearTimeout(timer);
    timer = setTimeout(settle, SETTLE_MS);
  }

  /** Once the chart stands still: what is written beside it need not change at every frame. */
  function settle(): void {
    lastInSight.value = Math.round(window().to);
  }

  function onKey(event: KeyboardEvent): void {
    const next = event.ctrlKey || event.metaKey || event.altKey ? null : byKey(event.key);
    if (!next) return;
    event.preventDefault();
    move(next);
  }

  function byKey(key: string): ZoomWindow | null {
    const now = window();
    const span = now.to - now.from;
    if (key === 'ArrowLeft') return panBy(now, -PAN_SHARE, count());
    if (key === 'ArrowRight') return panBy(now, PAN_SHARE, count());
    if (key === 'PageUp') return panBy(now, -1, count());
    if (key === 'PageDown') return panBy(now, 1, count());
    if (key === 'ArrowUp' || key === '+' || key === '=') {
      return zoomBy(now, 1 / ZOOM_FACTOR, count());
    }
    if (key === 'ArrowDown' || key === '-') return zoomBy(now, ZOOM_FACTOR, count());
    if (key === 'Home') return { from: 0, to: span };
    if (key === 'End') return { from: count() - 1 - span, to: count() - 1 };
    return null;
  }

  function reveal(first: number, last: number): void {
    const next = showSpan(window(), first, last, count());
    if (next !== current) move(next);
  }

  onScopeDispose(() => clearTimeout(timer));
  return { window, follow, settle, onKey, reveal, lastInSight };
}
