import type { DistanceGroup, RiskEvent, RiskKind } from '#shared/confidence.ts';
import { isTimingReport } from '#shared/runs.ts';
import type { RunReport } from '#shared/runs.ts';
import { count, decimal, share } from './format.ts';
import { section } from './page.ts';
import { nothing } from './records.ts';
import { html } from './safeHtml.ts';
import type { SafeHtml } from './safeHtml.ts';

/** How certain predictions were; nothing of reports from before it was kept. */
export function confidenceSection(report: RunReport): SafeHtml | string {
  const { band, distance } = report;
  if (!band && !distance) return '';
  const errorName = isTimingReport(report) ? 'Brier' : '均方误差 MSE';
  const rows: [string, string, string][] = [
    ...(band
      ? ([
          [
            `${share(band.level, 0)} 区间平均宽度`,
            'mean width of the band',
            decimal(band.meanWidth),
          ],
          [
            isTimingReport(report) ? '区间包住实际比例的预测' : '落在区间内的结果',
            isTimingReport(report) ? 'predictions whose band held' : 'outcomes inside',
            share(band.coverage),
          ],
        ] satisfies [string, string, string][])
      : []),
    ...(distance
      ? ([
          [
            `比 ${share(distance.bound, 0)} 的训练样本更远的预测`,
            'beyond the training windows',
            `${share(distance.outsideShare)} / ${count(distance.count)}`,
          ],
          [`${errorName}，范围之内`, 'within', errorOf(distance.inside)],
          [`${errorName}，范围之外`, 'beyond', errorOf(distance.outside)],
        ] satisfies [string, string, string][])
      : []),
  ];
  return section(
    '置信与距离',
    'Confidence and distance',
    html`<table>
      <tbody>
        ${rows.map(
          ([zh, en, text]) =>
            html`<tr>
              <td>${zh} <span class="en">${en}</span></td>
              <td>${text}</td>
            </tr>`,
        )}
      </tbody>
    </table>`,
  );
}

const errorOf = ({ error, count: known }: DistanceGroup): string =>
  `${decimal(error, 3)}（${count(known)}）`;

const RISK_NAMES: Record<RiskKind, string> = { drawdown: '回撤', volatility: '波动' };

/** When risk control held the account down; nothing without it. */
export function riskSection({ risk }: RunReport): SafeHtml | string {
  if (!risk) return '';
  const { events, days, closes } = risk;
  const body =
    events.length === 0
      ? nothing('风控从未触发。', 'No limit was ever passed.')
      : html`<p class="hint">
            共 ${count(events.length)} 段，${count(days)} / ${count(closes)} 个收盘受限。
          </p>
          <div class="scroll tall">
            <table>
              <thead>
                <tr>
                  <th>起</th>
                  <th>止</th>
                  <th>天数</th>
                  <th class="left">原因</th>
                  <th>当时</th>
                  <th>限度</th>
                  <th>最多持有</th>
                  <th>当时仓位</th>
                  <th>其后平均</th>
                </tr>
              </thead>
              <tbody>
                ${events.map(riskRow)}
              </tbody>
            </table>
          </div>`;
  return section('风险控制', 'Risk control', body, 'long');
}

const riskRow = (event: RiskEvent): SafeHtml =>
  html`<tr>
    <td>${event.from}</td>
    <td>${event.isOpen ? `${event.to}（未解除）` : event.to}</td>
    <td>${count(event.days)}</td>
    <td class="left">${RISK_NAMES[event.kind]}</td>
    <td>${share(event.value)}</td>
    <td>${share(event.threshold)}</td>
    <td>${share(event.limit)}</td>
    <td>${share(event.exposure)}</td>
    <td>${share(event.laterExposure)}</td>
  </tr>`;
