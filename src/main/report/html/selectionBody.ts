import type { SelectionReport, TrainingRecord } from '#shared/selection.ts';
import { compareTable, randomStrip } from './comparison.ts';
import { confidenceSection, riskSection } from './confidence.ts';
import { equityChart } from './equityChart.ts';
import { count, decimal, direction, percent } from './format.ts';
import { accountTiles, header, tile } from './header.ts';
import { heatMap } from './heatMap.ts';
import { section } from './page.ts';
import { contributorsTable, excessChart, holdingsTable } from './portfolio.ts';
import { costsSection, nothing, rejectionsTable, tradesTable } from './records.ts';
import { factList, notesList, settingsTable } from './reproduction.ts';
import { html } from './safeHtml.ts';
import type { SafeHtml } from './safeHtml.ts';
import { decilePicture, monthlyCorrelations, scoreQuality } from './scoreQuality.ts';
import { selectionFindings } from './verdict.ts';

/** What an exported cross-sectional run says, from its headline to its settings. */
export const selectionBody = (report: SelectionReport): SafeHtml =>
  html`${header(report, headline(report))} ${documentWarning(report)}
    ${section('这个结果可信吗', 'Can this be trusted?', selectionFindings(report))}
    ${section('权益与回撤', 'Equity and drawdown', curves(report))}
    ${section('相对基准的超额', 'Excess over the benchmark', excessChart(report))}
    ${section('月度收益', 'Monthly returns, %', heatMap(report))}
    ${section('与对照比较', 'Against the baselines', comparison(report))}
    ${section('随机选股对照', 'Random selection', randomStrip(report, randomHint(report)))}
    <div class="two">
      ${section('得分质量', 'Quality of the scores', scoreQuality(report))}
      ${section('分组收益', 'Outcome by group of scores', decilePicture(report))}
      ${section('逐月 IC', 'IC by month', monthlyCorrelations(report))}
      ${section('交易成本', 'Costs', costsSection(report))}
      ${section('盈亏贡献', 'Contributors', contributorsTable(report))}
      ${section('持仓', 'Holdings', holdingsTable(report))}
    </div>
    ${confidenceSection(report)} ${riskSection(report)}
    ${section('交易', 'Trades', tradesTable(report), 'long')}
    ${section('未成交委托', 'Refused orders', rejectionsTable(report), 'long')}
    ${section('训练', 'Training', html`${trainingTable(report.training)}${chosenInputs(report)}`)}
    ${section('股票池知道的未来', 'Survivorship', notesList(report.survivorship))}
    ${section('说明', 'Notes', notesList(report.notes))}
    ${section(
      '配置与复现',
      'Configuration and reproduction',
      html`${factList(report, [['训练与测试', `${report.from} 起训练，${report.split} 起测试`]])}
        <h3>参数 <span class="en">settings, changed ones in bold</span></h3>
        ${settingsTable(report.config)}`,
      'long',
    )}`;

function headline(report: SelectionReport): SafeHtml {
  const excess = report.excess.at(-1)?.value ?? null;
  return html`<dl class="headline">
    ${accountTiles(report)}
    ${tile('相对基准超额', report.config.settings.benchmark, percent(excess), direction(excess))}
    ${tile('RankIC', `ICIR ${decimal(report.quality.rankIcRatio, 2)}`, decimal(report.quality.rankIc, 3))}
  </dl>`;
}

const documentWarning = ({ config: { settings } }: SelectionReport): SafeHtml | string =>
  settings.rules === 'document'
    ? html`<p class="simulated">
        本次使用文献的宽松假设：可买零碎股，没有涨跌停与 T+1。交易所里做不到，只作对照。
        <span class="en">
          Under the document’s looser assumptions; no exchange fills like this. For comparison only.
        </span>
      </p>`
    : '';

function curves(report: SelectionReport): SafeHtml {
  const { baselines, config, idealEquity, equity } = report;
  const ideal = idealEquity.at(-1);
  return html`${ideal ? html`<p class="hint">文献口径（每日最优若干只收盘到收盘的平均收益，不计成本与限制）累计 ${percent(ideal.value / equity[0].value - 1)}。</p>` : ''}
    <div class="scroll">
      ${equityChart({
        equity,
        predictedFrom: report.predictedFrom,
        limited: report.risk?.events ?? [],
        others: [
          { name: config.settings.benchmark, style: 'benchmark', days: report.benchmarkEquity },
          { name: '全池等权', style: 'hold', days: baselines.universe.equity },
          { name: '岭回归', style: 'ridge', days: baselines.ridge.equity },
        ],
      })}
    </div>`;
}

const comparison = ({ metrics, baselines: { universe, ridge } }: SelectionReport): SafeHtml =>
  html`<p class="hint">
      对照使用同一段行情、同一套规则与成本；全池等权不受一手限制，也不收最低佣金。
    </p>
    ${compareTable([
      { name: '策略 strategy', spans: [metrics] },
      { name: '全池等权 universe', spans: [universe.metrics] },
      { name: '岭回归 ridge', spans: [ridge.metrics] },
    ])}`;

const randomHint = ({ baselines: { random } }: SelectionReport): string =>
  `同样的调仓节奏与换手，得分随机抽取 ${random.draws} 次（${random.draws} seeded draws）。`;

/** Inputs that were chosen on the training part, in their order. */
function chosenInputs({ training: [own] }: SelectionReport): SafeHtml | string {
  const features = own?.features;
  return features
    ? html`<h3>筛选后的输入 <span class="en">chosen features, ${features.length}</span></h3>
        <p class="mono">${features.join('；')}</p>`
    : '';
}

function trainingTable(training: readonly TrainingRecord[]): SafeHtml {
  if (training.length === 0) return nothing('没有训练记录。', 'No training on record.');
  const last = (values: readonly number[]): string => decimal(values.at(-1) ?? null, 4);
  return html`<table>
    <thead>
      <tr>
        <th>训练段</th>
        <th>样本</th>
        <th>轮数</th>
        <th>训练 MSE</th>
        <th>训练 MAE</th>
        <th>验证 MSE</th>
      </tr>
    </thead>
    <tbody>
      ${training.map(
        (one) =>
          html`<tr>
            <td>${one.trainFrom} – ${one.trainTo}</td>
            <td>${count(one.samples)}</td>
            <td>${count(one.trainLosses.length)}</td>
            <td>${last(one.trainLosses)}</td>
            <td>${last(one.trainErrors)}</td>
            <td>${last(one.validLosses)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}
