import type { Metrics, TimingReport } from '#shared/run.ts';
import { direction, percent, share } from './format.ts';
import { coordinate, linearScale } from './scale.ts';
import { html } from './safeHtml.ts';
import type { SafeHtml } from './safeHtml.ts';
import { METRIC_ROWS } from './words.ts';

/** Every figure of the strategy beside buy-and-hold and logistic regression, on both spans. */
export function metricsTable({ metrics, predictedMetrics, baselines }: TimingReport): SafeHtml {
  const { buyAndHold, logistic } = baselines;
  const columns: { metrics: Metrics; paint: string }[] = [
    { metrics, paint: 'first own' },
    { metrics: predictedMetrics, paint: 'own' },
    { metrics: buyAndHold.whole, paint: 'first' },
    { metrics: buyAndHold.predicted, paint: '' },
    { metrics: logistic.whole, paint: 'first' },
    { metrics: logistic.predicted, paint: '' },
  ];
  return html`<div class="scroll">
    <table class="compare">
      <thead>
        <tr>
          <th></th>
          <th colspan="2">策略 strategy</th>
          <th colspan="2">买入持有 buy and hold</th>
          <th colspan="2">逻辑回归 logistic</th>
        </tr>
        <tr>
          <th></th>
          ${columns.map(({ paint }, i) => html`<th class="${paint}">${i % 2 === 0 ? '全区间' : '预测区间'}</th>`)}
        </tr>
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
export function randomStrip({ metrics, baselines: { random } }: TimingReport): SafeHtml {
  const own = metrics.totalReturn;
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
      同样频率、同样离场规则，入场日随机抽取 ${random.draws} 次（${random.draws} seeded
      draws）。策略好于其中 ${share(random.percentile)}，平均一次随机入场的总收益是
      ${percent(random.meanReturn)}。
    </p>
    <div class="scroll">
      <svg
        class="strip"
        viewBox="0 0 ${WIDTH} 88"
        role="img"
        aria-label="策略在随机入场中的位置 strategy among random entries"
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
