import type { TimingReport } from '#shared/run.ts';
import { metricsTable, randomStrip } from './html/comparison.ts';
import { equityChart } from './html/equityChart.ts';
import { header, title } from './html/header.ts';
import { heatMap } from './html/heatMap.ts';
import { costsSection, qualitySection, rejectionsTable, tradesTable } from './html/records.ts';
import { factList, notesList, settingsTable } from './html/reproduction.ts';
import { html, SafeHtml } from './html/safeHtml.ts';
import { STYLE } from './html/style.ts';
import { findingList } from './html/verdict.ts';

/** A report as one HTML file of its own: no scripts, nothing loaded from elsewhere, every text escaped. */
export function renderHtml(report: TimingReport): string {
  return html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'"
        />
        <meta name="generator" content="ZuoT ${report.appVersion}" />
        <title>${title(report)}</title>
        <style>
          ${new SafeHtml(STYLE)}
        </style>
      </head>
      <body>
        <main>
          ${header(report)}
          ${section('这个结果可信吗', 'Can this be trusted?', findingList(report))}
          ${section('权益与回撤', 'Equity and drawdown', html`<div class="scroll">${equityChart(report)}</div>`)}
          ${section('月度收益', 'Monthly returns, %', heatMap(report))}
          ${section(
            '与对照比较',
            'Against the baselines',
            html`<p class="hint">
                对照使用同一段行情、同一套规则与成本。${report.predictedFrom}
                之前没有预测，全区间把这段等待也计入。
              </p>
              ${metricsTable(report)}`,
          )}
          ${section('随机入场对照', 'Random entries', randomStrip(report))}
          <div class="two">
            ${section('概率质量', 'Quality of the probabilities', qualitySection(report))}
            ${section('交易成本', 'Costs', costsSection(report))}
          </div>
          ${section('交易', 'Trades', tradesTable(report), 'long')}
          ${section('未成交委托', 'Refused orders', rejectionsTable(report), 'long')}
          ${section('说明', 'Notes', notesList(report))}
          ${section(
            '配置与复现',
            'Configuration and reproduction',
            html`${factList(report)}
              <h3>参数 <span class="en">settings, changed ones in bold</span></h3>
              ${settingsTable(report)}`,
            'long',
          )}
          <footer>
            由做T台在本机生成。历史回测不代表将来，不构成投资建议。 Made locally by ZuoT. Past
            results do not promise future ones; not investment advice.
          </footer>
        </main>
      </body>
    </html> `.text;
}

const section = (zh: string, en: string, body: SafeHtml, paint = ''): SafeHtml =>
  html`<section class="${paint}">
    <h2>${zh}<span class="en">${en}</span></h2>
    ${body}
  </section>`;
