import { REJECTION_REASONS } from '#shared/domain.ts';
import type { Costs, RejectionRecord, TimingReport, TradeRecord } from '#shared/run.ts';
import { count, decimal, direction, percent, share, yuan } from './format.ts';
import { qualityTable } from './qualityTable.ts';
import type { QualityRow } from './qualityTable.ts';
import { html } from './safeHtml.ts';
import type { SafeHtml } from './safeHtml.ts';
import { COST_NAMES, KIND_NAMES, REASON_NAMES, SIDE_NAMES } from './words.ts';

export const nothing = (zh: string, en: string): SafeHtml =>
  html`<p class="hint">${zh} <span class="en">${en}</span></p>`;

/** The latest of many; a page with tens of thousands of rows opens nowhere. */
const MOST_ROWS = 1000;

const cutHint = (count: number): SafeHtml | string =>
  count > MOST_ROWS
    ? html`<p class="hint">
        共 ${count} 行，只列最后 ${MOST_ROWS} 行。
        <span class="en">The last ${MOST_ROWS} of ${count} rows.</span>
      </p>`
    : '';

export function tradesTable({ trades }: { trades: readonly TradeRecord[] }): SafeHtml {
  if (trades.length === 0) return nothing('没有平仓的交易。', 'No closed trades.');
  const hasProbability = trades.some(({ entryProbability }) => entryProbability !== null);
  return html`${cutHint(trades.length)}
    <div class="scroll tall">
      <table>
        <thead>
          <tr>
            <th>代码</th>
            <th>买入日</th>
            <th>买入价</th>
            <th>卖出日</th>
            <th>卖出价</th>
            <th>股数</th>
            <th>盈亏（元）</th>
            <th>收益率</th>
            <th>持有</th>
            ${hasProbability ? html`<th>入场概率</th>` : ''}
            <th>离场原因</th>
          </tr>
        </thead>
        <tbody>
          ${trades.slice(-MOST_ROWS).map(
            (trade) =>
              html`<tr>
                <td>${trade.symbol}</td>
                <td>${trade.entryDate}</td>
                <td>${decimal(trade.entryPrice)}</td>
                <td>${trade.exitDate}</td>
                <td>${decimal(trade.exitPrice)}</td>
                <td>${count(trade.shares)}</td>
                <td class="${direction(trade.profit)}">${yuan(trade.profit)}</td>
                <td class="${direction(trade.return)}">${percent(trade.return)}</td>
                <td>${count(trade.holdingDays)}</td>
                ${hasProbability ? html`<td>${decimal(trade.entryProbability)}</td>` : ''}
                <td>${KIND_NAMES[trade.exitKind]}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
}

export function rejectionsTable({
  rejections,
}: {
  rejections: readonly RejectionRecord[];
}): SafeHtml {
  if (rejections.length === 0) return nothing('没有被拒的委托。', 'No order was refused.');
  const reasons = REJECTION_REASONS.map((reason) => ({
    reason,
    times: rejections.filter((rejection) => rejection.reason === reason).length,
  })).filter(({ times }) => times > 0);
  return html`<p class="hint">
      ${reasons.map(({ reason, times }, i) => `${i > 0 ? '；' : ''}${REASON_NAMES[reason]} ${times} 次`)}。
    </p>
    ${cutHint(rejections.length)}
    <div class="scroll tall">
      <table>
        <thead>
          <tr>
            <th>日期</th>
            <th class="left">代码</th>
            <th class="left">方向</th>
            <th>股数</th>
            <th class="left">原因</th>
          </tr>
        </thead>
        <tbody>
          ${rejections.slice(-MOST_ROWS).map(
            (rejection) =>
              html`<tr>
                <td>${rejection.date}</td>
                <td class="left">${rejection.symbol}</td>
                <td class="left">${SIDE_NAMES[rejection.side]}</td>
                <td>${count(rejection.shares)}</td>
                <td class="left">${REASON_NAMES[rejection.reason]}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
}

interface Costly {
  metrics: { costs: Costs };
  config: { settings: { cash: number } };
  fills: { length: number };
}

export function costsSection({ metrics: { costs }, config, fills }: Costly): SafeHtml {
  const kinds = (['commission', 'stampDuty', 'transferFee', 'slippage'] as const).map(
    (kind, i) => ({ yuan: costs[kind], names: COST_NAMES[kind], paint: `k${i + 1}` }),
  );
  const total = kinds.reduce((sum, kind) => sum + kind.yuan, 0);
  return html`<p class="hint">
      ${fills.length} 笔成交，合计 ${yuan(total)} 元，为初始资金的
      ${share(total / config.settings.cash, 2)}。
    </p>
    <div class="bar">
      ${kinds.map(({ yuan: paid, paint }) => (paid > 0 ? html`<span class="${paint}" style="flex:${paid}"></span>` : ''))}
    </div>
    <table>
      <tbody>
        ${kinds.map(
          ({ names, yuan: paid, paint }) =>
            html`<tr>
              <td>
                <span class="dot ${paint}"></span>${names[0]} <span class="en">${names[1]}</span>
              </td>
              <td>${yuan(paid)}</td>
              <td>${share(total > 0 ? paid / total : null)}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
}

export function qualitySection({
  quality,
  baselines: { logistic },
  folds,
}: TimingReport): SafeHtml {
  const rows: QualityRow<typeof quality>[] = [
    ['AUC', '0.5 = coin', (of) => decimal(of.auc, 3)],
    ['Brier 分', 'lower is better', (of) => decimal(of.brier, 4)],
    ['实际上涨占比', 'share that rose', (of) => share(of.positiveShare)],
    ['有结果的预测', 'predictions with outcome', (of) => count(of.count)],
  ];
  return html`<p class="hint">只看样本外预测，不看交易；共 ${folds.length} 折滚动训练。</p>
    ${qualityTable(rows, quality, '逻辑回归', logistic.quality)}`;
}
