import type { TimingReport } from '#shared/run.ts';
import { compareTable, randomStrip } from './comparison.ts';
import { confidenceSection, riskSection } from './confidence.ts';
import { equityChart } from './equityChart.ts';
import { header, headline } from './header.ts';
import { heatMap } from './heatMap.ts';
import { section } from './page.ts';
import { costsSection, qualitySection, rejectionsTable, tradesTable } from './records.ts';
import { factList, notesList, settingsTable } from './reproduction.ts';
import { html } from './safeHtml.ts';
import type { SafeHtml } from './safeHtml.ts';
import { findingList } from './verdict.ts';

/** What an exported t-timing run says, from its headline to its settings. */
export const timingBody = (report: TimingReport): SafeHtml =>
  html`${header(report, headline(report))}
    ${section('这个结果可信吗', 'Can this be trusted?', findingList(report))}
    ${section('权益与回撤', 'Equity and drawdown', curves(report))}
    ${section('月度收益', 'Monthly returns, %', heatMap(report))}
    ${section('与对照比较', 'Against the baselines', comparison(report))}
    ${section('随机入场对照', 'Random entries', randomStrip(report, randomHint(report)))}
    <div class="two">
      ${section('概率质量', 'Quality of the probabilities', qualitySection(report))}
      ${section('交易成本', 'Costs', costsSection(report))}
    </div>
    ${confidenceSection(report)} ${riskSection(report)}
    ${section('交易', 'Trades', tradesTable(report), 'long')}
    ${section('未成交委托', 'Refused orders', rejectionsTable(report), 'long')}
    ${section('说明', 'Notes', notesList(report.notes))}
    ${section(
      '配置与复现',
      'Configuration and reproduction',
      html`${factList(report, [
          ['同日触及止损与止盈', `${report.ambiguousDays} 天，均按较差价成交`],
        ])}
        <h3>参数 <span class="en">settings, changed ones in bold</span></h3>
        ${settingsTable(report.config)}`,
      'long',
    )}`;

const curves = (report: TimingReport): SafeHtml =>
  html`<div class="scroll">
    ${equityChart({
      equity: report.equity,
      predictedFrom: report.predictedFrom,
      limited: report.risk?.events ?? [],
      others: [
        {
          name: report.config.settings.benchmark,
          style: 'benchmark',
          days: report.benchmarkEquity,
        },
        { name: '买入持有', style: 'hold', days: report.buyAndHoldEquity },
      ],
    })}
  </div>`;

function comparison({
  metrics,
  predictedMetrics,
  baselines: { buyAndHold, logistic },
  predictedFrom,
}: TimingReport): SafeHtml {
  return html`<p class="hint">
      对照使用同一段行情、同一套规则与成本。${predictedFrom} 之前没有预测，全区间把这段等待也计入。
    </p>
    ${compareTable([
      { name: '策略 strategy', spans: [metrics, predictedMetrics] },
      { name: '买入持有 buy and hold', spans: [buyAndHold.whole, buyAndHold.predicted] },
      { name: '逻辑回归 logistic', spans: [logistic.whole, logistic.predicted] },
    ])}`;
}

const randomHint = ({ baselines: { random } }: TimingReport): string =>
  `同样频率、同样离场规则，入场日随机抽取 ${random.draws} 次（${random.draws} seeded draws）。`;
