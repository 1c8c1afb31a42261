import type { DatedValue } from '#shared/run.ts';
import type { Contributor, SelectionReport } from '#shared/selection.ts';
import { count, decimal, direction, percent, share, yuan } from './format.ts';
import { nothing } from './records.ts';
import { coordinate, linearScale, linePath, niceTicks } from './scale.ts';
import { html } from './safeHtml.ts';
import type { SafeHtml } from './safeHtml.ts';

const MOST_CONTRIBUTORS = 10;

/** The best and the worst of what was traded. */
export function contributorsTable({ contributors }: SelectionReport): SafeHtml {
  if (contributors.length === 0) return nothing('没有任何持仓。', 'Nothing was held.');
  const worstFrom = Math.max(MOST_CONTRIBUTORS, contributors.length - MOST_CONTRIBUTORS);
  const [best, worst] = [contributors.slice(0, MOST_CONTRIBUTORS), contributors.slice(worstFrom)];
  const row = ({ symbol, name, profit, trades }: Contributor): SafeHtml =>
    html`<tr>
      <td>${symbol}</td>
      <td class="left">${name}</td>
      <td class="${direction(profit)}">${yuan(profit)}</td>
      <td>${count(trades)}</td>
    </tr>`;
  return html`<p class="hint">
      交易过 ${contributors.length} 只，列出盈亏最大的各 ${MOST_CONTRIBUTORS}
      只；扣除全部成本，未平仓的按最后收盘价。
    </p>
    <table>
      <thead>
        <tr>
          <th>代码</th>
          <th class="left">名称</th>
          <th>盈亏（元）</th>
          <th>卖出次数</th>
        </tr>
      </thead>
      <tbody>
        ${best.map(row)}
        ${
          worst.length > 0
            ? html`<tr>
                <td colspan="4">…</td>
              </tr>`
            : ''
        }
        ${worst.map(row)}
      </tbody>
    </table>`;
}

/** What was held on the last day, and how much is held on a usual one. */
export function holdingsTable({ holdings }: SelectionReport): SafeHtml {
  const last = holdings.at(-1);
  if (!last || last.positions.length === 0) {
    return nothing('最后一天没有持仓。', 'Nothing is held on the last day.');
  }
  const mean = holdings.reduce((sum, day) => sum + day.positions.length, 0) / holdings.length;
  return html`<p class="hint">平均每天持有 ${decimal(mean, 1)} 只。${last.date} 收盘时：</p>
    <div class="scroll tall">
      <table>
        <thead>
          <tr>
            <th>代码</th>
            <th>股数</th>
            <th>占权益</th>
          </tr>
        </thead>
        <tbody>
          ${last.positions.map(
            ({ symbol, shares, weight }) =>
              html`<tr>
                <td>${symbol}</td>
                <td>${count(shares)}</td>
                <td>${share(weight)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
}

const [WIDTH, LEFT, RIGHT] = [1040, 58, 1024];
const [TOP, BOTTOM] = [12, 172];

/** Equity over benchmark less 1, day by day. */
export function excessChart({ excess }: { excess: readonly DatedValue[] }): SafeHtml {
  if (excess.length < 2) return nothing('没有基准行情。', 'No bars of the benchmark.');
  const values = excess.map(({ value }) => value);
  const low = values.reduce((a, b) => Math.min(a, b), 0);
  const high = values.reduce((a, b) => Math.max(a, b), 0);
  const y = linearScale(low, high > low ? high : low + 0.01, BOTTOM, TOP);
  const x = linearScale(0, excess.length - 1, LEFT, RIGHT);
  const points = values.map((value, i) => [x(i), y(value)] as const);
  const grid = niceTicks(low, high, 4).map((tick) => {
    const at = coordinate(y(tick));
    return html`<line class="grid" x1="${LEFT}" x2="${RIGHT}" y1="${at}" y2="${at}" /><text
        x="${LEFT - 8}"
        y="${coordinate(y(tick) + 4)}"
        text-anchor="end"
        >${percent(tick, 0)}</text
      >`;
  });
  return html`<div class="scroll">
    <svg class="chart" viewBox="0 0 ${WIDTH} 196" role="img" aria-label="超额曲线 excess curve">
      ${grid}
      <path class="line strategy" d="${linePath(points)}" />
      <text x="${LEFT}" y="192">${excess[0].date}</text>
      <text x="${RIGHT}" y="192" text-anchor="end">${excess[excess.length - 1].date}</text>
    </svg>
  </div>`;
}
