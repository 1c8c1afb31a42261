import type { TimingReport } from '#shared/run.ts';
import { departureLine, modelName } from '#shared/runName.ts';
import { isTimingReport } from '#shared/runs.ts';
import type { RunReport } from '#shared/runs.ts';
import { count, decimal, direction, percent, share, yuan } from './format.ts';
import { html } from './safeHtml.ts';
import type { SafeHtml } from './safeHtml.ts';
import { SELECTION_SETTING_NAMES, SETTING_NAMES } from './words.ts';

export const title = (report: RunReport): string =>
  isTimingReport(report)
    ? `${report.symbols.join('、')} 择时回测报告`
    : `${report.symbols.length} 只股票 选股回测报告`;

/** What the settings of a run change, as the table of settings calls it. */
function departing(report: RunReport): SafeHtml | string {
  const names: Readonly<Record<string, string>> = isTimingReport(report)
    ? SETTING_NAMES
    : SELECTION_SETTING_NAMES;
  const text = departureLine(report.config, 'zh', (key) => names[key] ?? key);
  return text === '' ? '' : html`<span>${text}</span>`;
}

export function header(report: RunReport, figures: SafeHtml): SafeHtml {
  const badge = report.isSimulated ? html`<span class="badge">模拟数据 simulated</span>` : '';
  return html`<header>
    <p class="brand">ZuoT 做T台 · ${report.preset}</p>
    <h1>${title(report)}${badge}</h1>
    <p class="en">
      ${isTimingReport(report) ? 'Timing backtest report' : 'Stock selection backtest report'}
    </p>
    <p class="meta">
      <span>${report.from} 至 ${report.to}</span><span>首个预测 ${report.predictedFrom}</span
      ><span>${modelName(report.model, report.config.settings, 'zh')}</span
      ><span>种子 ${report.seed}</span>${departing(report)}
    </p>
    ${report.isSimulated ? html`<p class="simulated">行情由程序按固定种子生成，不是任何真实股票，结论只用于演示。 <span class="en">Simulated prices of no real stock; for demonstration only.</span></p>` : ''}
    ${figures}
  </header>`;
}

/** One figure of the headline. */
export const tile = (zh: string, en: string, value: string, paint = ''): SafeHtml =>
  html`<div>
    <dt>${zh}</dt>
    <dd><span class="${paint}">${value}</span><small>${en}</small></dd>
  </div>`;

export function accountTiles({ metrics }: RunReport): SafeHtml {
  return html`${tile('期末权益（元）', 'final equity', yuan(metrics.finalEquity))}
  ${tile('总收益', `年化 ${percent(metrics.annualReturn)} a year`, percent(metrics.totalReturn), direction(metrics.totalReturn))}
  ${tile('夏普比率', `索提诺 ${decimal(metrics.sortino)} Sortino`, decimal(metrics.sharpe))}
  ${tile('最大回撤', `水下最长 ${count(metrics.maxDrawdownDays)} 个交易日`, percent(metrics.maxDrawdown), direction(metrics.maxDrawdown))}`;
}

export const headline = (report: TimingReport): SafeHtml =>
  html`<dl class="headline">
    ${accountTiles(report)}
    ${tile('胜率', `${count(report.trades.length)} 笔交易 trades`, share(report.metrics.winRate))}
    ${tile('样本外 AUC', `0.5 为抛硬币 coin`, decimal(report.quality.auc, 3))}
  </dl>`;
