import type { DatedValue } from '#shared/run.ts';
import { drawdownSeries } from '../equity.ts';
import { percent, tenThousand } from './format.ts';
import { coordinate, linearScale, linePath, niceTicks } from './scale.ts';
import type { Scale } from './scale.ts';
import { html } from './safeHtml.ts';
import type { SafeHtml } from './safeHtml.ts';
import { toMonths } from './timeline.ts';

const WIDTH = 1040;
const LEFT = 58;
const RIGHT = WIDTH - 96;
const EQUITY = { top: 16, bottom: 306 };
const DRAWDOWN = { top: 346, bottom: 436 };
const HEIGHT = 462;

export interface Line {
  name: string;
  style: string;
  days: readonly DatedValue[];
}

export interface Curves {
  equity: readonly DatedValue[];
  /** Drawn under the strategy's; those without a day are left out. */
  others: readonly Line[];
  /** The days before are shaded as training. */
  predictedFrom: string;
  /** Spans on which risk control held the account down. */
  limited?: readonly { from: string; to: string }[];
}

/** Equity beside what it is measured against, with the strategy's drawdown under it, as one SVG picture. */
export function equityChart(report: Curves): SafeHtml {
  const own = { name: '策略', style: 'strategy', days: report.equity };
  const lines = [...report.others, own].filter((line) => line.days.length > 0);
  const positions = new Map(report.equity.map((day, i) => [day.date, i]));
  const x = linearScale(0, Math.max(1, report.equity.length - 1), LEFT, RIGHT);
  const values = lines.flatMap((line) => line.days.map((day) => day.value));
  const [low, high] = [minimum(values), maximum(values)];
  const margin = (high - low || high) * 0.04;
  const y = linearScale(low - margin, high + margin, EQUITY.bottom, EQUITY.top);
  const firstPrediction = x(positions.get(report.predictedFrom) ?? 0);
  return html`<svg
    class="chart"
    viewBox="0 0 ${WIDTH} ${HEIGHT}"
    role="img"
    aria-label="权益与回撤 equity and drawdown"
  >
    ${trainingBand(firstPrediction)} ${limitedBands(report, positions, x)}
    ${yearGrid(report.equity, x)}
    ${niceTicks(low, high, 5).map((tick) => gridLine(y(tick), tenThousand(tick)))}
    ${lines.map((line) => linePicture(line, positions, x, y))} ${endLabels(lines, y)}
    ${drawdownPicture(report.equity, x)} ${monthHits(report, lines, x)}
  </svg>`;
}

const minimum = (values: readonly number[]): number =>
  values.reduce((a, b) => Math.min(a, b), Infinity);
const maximum = (values: readonly number[]): number =>
  values.reduce((a, b) => Math.max(a, b), -Infinity);

/** Up to the first prediction the account waits: shaded, so that nobody reads it as skill. */
function trainingBand(end: number): SafeHtml {
  if (end - LEFT < 2) return html``;
  const middle = coordinate((LEFT + end) / 2);
  return html`<rect
      class="training"
      x="${LEFT}"
      y="${EQUITY.top}"
      width="${coordinate(end - LEFT)}"
      height="${DRAWDOWN.bottom - EQUITY.top}"
    />
    ${end - LEFT > 120 ? html`<text class="note" x="${middle}" y="${EQUITY.top + 18}" text-anchor="middle">训练与预热 training</text>` : ''}`;
}

function limitedBands(
  { limited = [] }: Curves,
  positions: ReadonlyMap<string, number>,
  x: Scale,
): SafeHtml[] {
  return limited.map(({ from, to }) => {
    const [first, last] = [from, to].map((date) => x(positions.get(date) ?? 0));
    return html`<rect
      class="limited"
      x="${coordinate(first)}"
      y="${EQUITY.top}"
      width="${coordinate(Math.max(1, last - first))}"
      height="${DRAWDOWN.bottom - EQUITY.top}"
    >
      <title>风控受限 risk control ${from} – ${to}</title>
    </rect>`;
  });
}

const gridLine = (y: number, label: string): SafeHtml =>
  html`<line
      class="grid"
      x1="${LEFT}"
      x2="${RIGHT}"
      y1="${coordinate(y)}"
      y2="${coordinate(y)}"
    /><text class="tick" x="${LEFT - 8}" y="${coordinate(y + 4)}" text-anchor="end"
      >${label}</text
    >`;

function yearGrid(days: readonly DatedValue[], x: Scale): SafeHtml[] {
  const starts = toMonths(days).filter((month, i) => i > 0 && month.key.endsWith('-01'));
  return starts.map((month) => {
    const at = coordinate(x(month.from));
    return html`<line
        class="grid"
        x1="${at}"
        x2="${at}"
        y1="${EQUITY.top}"
        y2="${DRAWDOWN.bottom}"
      /><text class="tick" x="${at}" y="${HEIGHT - 6}" text-anchor="middle"
        >${month.key.slice(0, 4)}</text
      >`;
  });
}

function linePicture(line: Line, positions: Map<string, number>, x: Scale, y: Scale): SafeHtml {
  const points = line.days.map((day) => [x(positions.get(day.date) ?? 0), y(day.value)] as const);
  return html`<path class="line ${line.style}" d="${linePath(points)}" />`;
}

/** Names at the line ends, pushed apart where the lines end close together. */
function endLabels(lines: readonly Line[], y: Scale): SafeHtml[] {
  const labels = lines
    .map((line) => ({ line, at: y(line.days.at(-1)!.value) }))
    .sort((a, b) => a.at - b.at);
  labels.forEach((label, i) => {
    if (i > 0) label.at = Math.max(label.at, labels[i - 1].at + 15);
  });
  return labels.map(
    ({ line, at }) =>
      html`<text class="name ${line.style}" x="${RIGHT + 8}" y="${coordinate(at + 4)}"
        >${line.name}</text
      >`,
  );
}

function drawdownPicture(days: readonly DatedValue[], x: Scale): SafeHtml {
  const drawdown = drawdownSeries(days.map((day) => day.value));
  const low = Math.min(-0.01, minimum([...drawdown]));
  const y = linearScale(low, 0, DRAWDOWN.bottom, DRAWDOWN.top);
  const points = Array.from(drawdown, (value, i) => [x(i), y(value)] as const);
  const area = `${linePath(points)}L${coordinate(RIGHT)},${DRAWDOWN.top}L${LEFT},${DRAWDOWN.top}Z`;
  const ticks = niceTicks(low, 0, 3);
  return html`<text class="note" x="${LEFT}" y="${DRAWDOWN.top - 12}">回撤 drawdown</text>
    ${ticks.map((tick) => gridLine(y(tick), percent(tick, 0)))}
    <path class="under-water" d="${area}" /><path
      class="line water-line"
      d="${linePath(points)}"
    />`;
}

/** Invisible columns, one a month, that tell their values when pointed at: no script needed. */
function monthHits(report: Curves, lines: readonly Line[], x: Scale): SafeHtml[] {
  const byDate = lines.map((line) => new Map(line.days.map((day) => [day.date, day.value])));
  return toMonths(report.equity).map(({ from, to }) => {
    const { date } = report.equity[to];
    const values = lines.map((line, i) => {
      const value = byDate[i].get(date);
      return value === undefined ? '' : `\n${line.name} ${tenThousand(value)}`;
    });
    const left = x(Math.max(0, from - 1));
    return html`<rect
      class="hit"
      x="${coordinate(left)}"
      y="${EQUITY.top}"
      width="${coordinate(Math.max(1, x(to) - left))}"
      height="${DRAWDOWN.bottom - EQUITY.top}"
      ><title>${date}${values}</title></rect
    >`;
  });
}
