/** Straight lines from bars and values to pixels. */
export interface PixelScale {
  /** x of the middle of bar 0, and from one bar to the next. */
  x: number;
  step: number;
  /** y of the value 0, and per unit (negative: up is less). */
  y: number;
  unit: number;
  left: number;
  right: number;
}

/** x, y, width, height of one rectangle after the other, on whole pixels. */
export type Rects = number[];

export interface CandleColumns {
  open: ArrayLike<number>;
  high: ArrayLike<number>;
  low: ArrayLike<number>;
  close: ArrayLike<number>;
  isUp: ArrayLike<number>;
}

export interface CandleRects {
  up: Rects;
  down: Rects;
  /** Insides of the rising bodies, laid over `up`. */
  hollow: Rects;
}

const MAX_WIDTH = 17;

/** Odd, so that the wick stands in the middle. */
export function barWidth(step: number): number {
  const width = Math.min(MAX_WIDTH, Math.floor(step * 0.76));
  return Math.max(1, width % 2 === 0 ? width - 1 : width);
}

function visible(scale: PixelScale, count: number): [number, number] {
  const first = Math.ceil((scale.left - scale.x) / scale.step - 0.5);
  const last = Math.floor((scale.right - scale.x) / scale.step + 0.5);
  return [Math.max(0, first), Math.min(count - 1, last)];
}

/** Bars that fall on one column of pixels, as from..to positions. */
function eachColumn(
  scale: PixelScale,
  count: number,
  draw: (x: number, from: number, to: number) => void,
): void {
  const [first, last] = visible(scale, count);
  let from = first;
  let x = Math.round(scale.x + first * scale.step);
  for (let i = first + 1; i <= last; i++) {
    const next = Math.round(scale.x + i * scale.step);
    if (next === x) continue;
    draw(x, from, i - 1);
    from = i;
    x = next;
  }
  if (last >= first) draw(x, from, last);
}

function pushSpan(rects: Rects, x: number, width: number, a: number, b: number): void {
  const top = Math.round(Math.min(a, b));
  const height = Math.max(1, Math.round(Math.max(a, b)) - top);
  rects.push(x, top, width, height);
}

/** Candles in sight; several that share a column of pixels become one from their open to their close. */
export function candleRects(columns: CandleColumns, scale: PixelScale): CandleRects {
  const { open, high, low, close, isUp } = columns;
  const rects: CandleRects = { up: [], down: [], hollow: [] };
  const width = barWidth(scale.step);
  const half = (width - 1) / 2;
  const toY = (price: number): number => scale.y + price * scale.unit;
  eachColumn(scale, close.length, (x, from, to) => {
    let top = -Infinity;
    let bottom = Infinity;
    for (let i = from; i <= to; i++) {
      top = Math.max(top, high[i] ?? NaN);
      bottom = Math.min(bottom, low[i] ?? NaN);
    }
    const first = open[from] ?? NaN;
    const last = close[to] ?? NaN;
    const rises = from === to ? isUp[from] === 1 : last >= first;
    const into = rises ? rects.up : rects.down;
    pushSpan(into, x, 1, toY(top), toY(bottom));
    if (width < 3) return;
    pushSpan(into, x - half, width, toY(first), toY(last));
    if (rises) hollowOut(rects);
  });
  return rects;
}

/** Leaves an outline of one pixel of the body pushed last. */
function hollowOut({ up, hollow }: CandleRects): void {
  const [x = 0, y = 0, width = 0, height = 0] = up.slice(-4);
  if (width > 2 && height > 2) hollow.push(x + 1, y + 1, width - 2, height - 2);
}

/** Columns from zero, split by `isFirst`; of several on one column of pixels the longest is drawn. */
export function columnRects(
  values: ArrayLike<number>,
  isFirst: (index: number) => boolean,
  scale: PixelScale,
): { first: Rects; second: Rects } {
  const rects: { first: Rects; second: Rects } = { first: [], second: [] };
  const width = barWidth(scale.step);
  const half = (width - 1) / 2;
  const length = (index: number): number => Math.abs(values[index] ?? 0);
  eachColumn(scale, values.length, (x, from, to) => {
    let longest = from;
    for (let i = from + 1; i <= to; i++) if (!(length(i) <= length(longest))) longest = i;
    const value = values[longest] ?? NaN;
    if (Number.isNaN(value) || value === 0) return;
    const into = isFirst(longest) ? rects.first : rects.second;
    pushSpan(into, x - half, width, scale.y, scale.y + value * scale.unit);
  });
  return rects;
}

/** Every second fold as a strip from the value 0 to 1; boundaries fall between two bars. */
export function foldRects(folds: ArrayLike<number>, scale: PixelScale): Rects {
  const rects: Rects = [];
  const [first, last] = visible(scale, folds.length);
  const edge = (bar: number): number => Math.round(scale.x + (bar - 0.5) * scale.step);
  const top = Math.round(scale.y + scale.unit);
  const height = Math.round(scale.y) - top;
  let from = first;
  for (let i = first; i <= last; i++) {
    if (i < last && folds[i + 1] === folds[i]) continue;
    if ((folds[i] ?? NaN) % 2 === 1) rects.push(edge(from), top, edge(i + 1) - edge(from), height);
    from = i + 1;
  }
  return rects;
}
