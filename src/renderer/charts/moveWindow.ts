import { nearestBar } from './barAt.ts';
import { panBy, zoomBy } from './zoomWindow.ts';
import type { ZoomWindow } from './zoomWindow.ts';

const PAN_SHARE = 0.1;
const ZOOM_FACTOR = 1.25;
/** Bars shown when the new period would leave fewer. */
const LEAST_AFTER_SWITCH = 90;

type Move = (now: ZoomWindow, count: number) => ZoomWindow;

const closer: Move = (now, count) => zoomBy(now, 1 / ZOOM_FACTOR, count);
const wider: Move = (now, count) => zoomBy(now, ZOOM_FACTOR, count);

const MOVES = new Map<string, Move>([
  ['ArrowLeft', (now, count) => panBy(now, -PAN_SHARE, count)],
  ['ArrowRight', (now, count) => panBy(now, PAN_SHARE, count)],
  ['PageUp', (now, count) => panBy(now, -1, count)],
  ['PageDown', (now, count) => panBy(now, 1, count)],
  ['ArrowUp', closer],
  ['+', closer],
  ['=', closer],
  ['ArrowDown', wider],
  ['-', wider],
  ['Home', ({ from, to }) => ({ from: 0, to: to - from })],
  ['End', ({ from, to }, count) => ({ from: count - 1 - (to - from), to: count - 1 })],
]);

/** Where a key moves the window on `count` bars; null for a key that moves nothing. */
export const moveByKey = (now: ZoomWindow, key: string, count: number): ZoomWindow | null =>
  MOVES.get(key)?.(now, count) ?? null;

/** The window on other bars of the same symbol: the same dates, or as many bars as are readable. */
export function carryOver(
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
