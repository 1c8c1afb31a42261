import type { Metrics, RandomBaseline } from '#shared/run.ts';
import { direction, percent, share } from './format.ts';
import { nothing } from './records.ts';
import { coordinate, linearScale } from './scale.ts';
import { html } from './safeHtml.ts';
import type { SafeHtml } from './safeHtml.ts';
import { METRIC_ROWS } from './words.ts';

interface Compared {
  name: string;
  /** The whole span and the predicted one; or a single span. The first one compared is the strategy. */
  spans: readonly Metrics[];
}

/** Every figure of the strategy beside its baselines'. */
export function compareTable(compared: readonly Compared[]): SafeHtml {
  const columns = compared.flatMap(({ spans }, i) =>
    spans.map((metrics, span) => ({
      metrics,
      paint: `${span === 0 ? 'first' : ''}${i === 0 ? ' own' : ''}`.trim(),
      span: span === 0 ? '全区间' : '预测区间',
    })),
  );
  const hasSpans = compared.some(({ spans }) => spans.length > 1);
  return html`<div class="scroll">
    <table class="compare">
      <thead>
        <tr>
          <th></th>
          ${compared.map(({ name, spans }) => html`<th colspan="${spans.length}">${name}</th>`)}
        </tr>
        ${
          hasSpans
            ? html`<tr>
                <th></th>
                ${columns.map(({ paint, span }) => html`<th class="${paint}">${span}</th>`)}
              </tr>`
            : ''
        }
      </thead>
      <tbody>
        ${METRIC_ROWS.map(
          (row) =>
            html`<tr>
              <td>${row.zh}<span class="en">${row.en}</span></td>
              ${columns.map((column) => {
                const value = column.metrics[row.key];
                const paint = row.hasDirection ? direction(value) : '';
                return html`<td class="${column.paint} ${paint}">${row.format(value)}</td>`;
              })}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

const WIDTH = 1040;
const [LEFT, RIGHT, MIDDLE] = [40, 1000, 44];

/** Where the strategy's return lies among the random draws: band 5–95%, tick at the median. */
export function randomStrip(
  report: { metrics: Metrics; baselines: { random: RandomBaseline }; fills: readonly unknown[] },
  hint: string,
): SafeHtml {
  if (report.fills.length === 0) {
    return nothing(
      '没有成交，无从与随机账户比较。',
      'Nothing to compare: the strategy never traded.',
    );
  }
  const { random } = report.baselines;
  const own = report.metrics.totalReturn;
  const low = Math.min(random.lowReturn, own);
  const high = Math.max(random.highReturn, own);
  const margin = (high - low || 0.02) * 0.12;
  const x = linearScale(low - margin, high + margin, LEFT, RIGHT);
  const label = (value: number, text: string, y: number, paint: string): SafeHtml =>
    html`<text class="${paint}" x="${coordinate(x(value))}" y="${y}" text-anchor="middle"
      >${text}</text
    >`;
  const diamond = `M${coordinate(x(own))},${MIDDLE - 13}l11,13l-11,13l-11,-13Z`;
  return html`<p class="hint">
      ${hint}策略好于其中 ${share(random.percentile)}，随机一次平均的总收益是
      ${percent(random.meanReturn)}。
    </p>
    <div class="scroll">
      <svg
        class="strip"
        viewBox="0 0 ${WIDTH} 88"
        role="img"
        aria-label="策略在随机抽取中的位置 strategy among random draws"
      >
        <line class="grid" x1="${LEFT}" x2="${RIGHT}" y1="${MIDDLE}" y2="${MIDDLE}" />
        <rect
          class="band"
          x="${coordinate(x(random.lowReturn))}"
          width="${coordinate(Math.max(1, x(random.highReturn) - x(random.lowReturn)))}"
          y="${MIDDLE - 6}"
          height="12"
          rx="4"
        />
        <line
          class="median"
          x1="${coordinate(x(random.medianReturn))}"
          x2="${coordinate(x(random.medianReturn))}"
          y1="${MIDDLE - 11}"
          y2="${MIDDLE + 11}"
        />
        <path class="own" d="${diamond}" />
        ${label(own, `策略 ${percent(own)}`, MIDDLE - 22, 'strong')}
        ${label(random.lowReturn, `5% · ${percent(random.lowReturn)}`, MIDDLE + 32, '')}
        ${label(random.medianReturn, `中位 · ${percent(random.medianReturn)}`, MIDDLE + 32, '')}
        ${label(random.highReturn, `95% · ${percent(random.highReturn)}`, MIDDLE + 32, '')}
      </svg>
    </div>`;
}
