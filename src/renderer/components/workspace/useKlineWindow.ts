import { onScopeDispose, shallowRef } from 'vue';
import { carryOver, moveByKey } from '#renderer/charts/moveWindow.ts';
import { firstWindow, fromPercent, showSpan, toPercent } from '#renderer/charts/zoomWindow.ts';
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

const SETTLE_MS = 80;

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
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = moveByKey(window(), event.key, count());
    if (!next) return;
    event.preventDefault();
    move(next);
  }

  function reveal(first: number, last: number): void {
    const next = showSpan(window(), first, last, count());
    if (next !== current) move(next);
  }

  onScopeDispose(() => clearTimeout(timer));
  return { window, follow, settle, onKey, reveal, lastInSight };
}
