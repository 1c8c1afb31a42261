import { describe, expect, it } from 'vitest';
import { renderHtml } from '#main/report/htmlReport.ts';
import { timingSettingsSchema } from '#shared/run.ts';
import { makeReport } from '#tests/fixtures/makeReport.ts';

const ATTACK = `<script>alert("1")</script><img src=x onerror='alert(2)'>`;

describe('renderHtml', () => {
  const report = makeReport();
  const html = renderHtml(report);

  it('holds no script and loads nothing', () => {
    expect(html).not.toMatch(/<script|<link|<iframe|<img|\son\w+=|@import|url\(/i);
    expect(html).not.toMatch(/(src|href)=/i);
    expect(html).toContain("default-src 'none'");
  });

  it('shows the figures of the record', () => {
    const { metrics, baselines } = report;
    expect(html).toContain(
      metrics.finalEquity.toLocaleString('en-US', {
        minimumFractionDigits: 2,
        maximumFractionDigits: 2,
      }),
    );
    expect(html).toContain(`${Math.abs(metrics.maxDrawdown * 100).toFixed(2)}%`);
    expect(html).toContain(`${(baselines.random.percentile * 100).toFixed(1)}%`);
    expect(html).toContain(report.hash);
    expect(html).toContain(report.notes[0]);
  });

  it('writes the notes it has a translation of in Chinese', () => {
    const notes = ['Scaling and SMOTE see the training part only.'];
    const html = renderHtml(makeReport({ notes }));
    expect(html).toContain('标准化与 SMOTE 只看每一折的训练部分');
    expect(html).not.toContain(notes[0]);
  });

  it('shows every trade, refused order and setting', () => {
    for (const trade of report.trades) expect(html).toContain(`<td>${trade.exitDate}</td>`);
    for (const rejection of report.rejections) expect(html).toContain(`<td>${rejection.date}</td>`);
    for (const key of Object.keys(timingSettingsSchema.shape)) expect(html).toContain(`>${key}<`);
  });

  it('says 模拟数据 for a simulated market and only then', () => {
    expect(html).not.toContain('模拟数据');
    expect(renderHtml(makeReport({ isSimulated: true }))).toContain('模拟数据');
  });

  it('shows confidence and risk control of a report that has them, and only then', () => {
    expect(html).not.toContain('Confidence and distance');
    expect(html).not.toContain('<h2>风险控制');
    const event = {
      ...{ kind: 'volatility' as const, from: '2021-02-03', to: '2021-02-26', days: 18 },
      ...{ isOpen: false, value: 0.024, threshold: 0.02, limit: 0.5 },
      ...{ exposure: 0.9, laterExposure: 0.48 },
    };
    const known = renderHtml(
      makeReport({
        band: { level: 0.9, meanWidth: 0.3, count: 990, coverage: 0.707 },
        distance: {
          ...{ bound: 0.99, count: 1000, outsideShare: 0.123 },
          inside: { count: 870, error: 0.25 },
          outside: { count: 120, error: 0.314 },
        },
        risk: { events: [event], days: 18, closes: 900 },
      }),
    );
    for (const text of ['70.7%', '12.3% / 1,000', '0.314', '2021-02-26', '48.0%']) {
      expect(known).toContain(text);
    }
    expect(known.match(/class="limited"/g)).toHaveLength(1);
    const quiet = renderHtml(makeReport({ risk: { events: [], days: 0, closes: 900 } }));
    expect(quiet).toContain('风控从未触发');
  });

  it('escapes every text that came from outside', () => {
    const base = makeReport();
    const hostile = renderHtml({
      ...base,
      run: ATTACK,
      symbols: [ATTACK],
      dataVersion: ATTACK,
      appVersion: ATTACK,
      backend: { ...base.backend, version: ATTACK },
      notes: [ATTACK],
      timing: { [ATTACK]: 1 },
      config: { ...base.config, settings: { ...base.config.settings, benchmark: ATTACK } },
      trades: [{ ...base.trades[0], symbol: ATTACK }],
      rejections: [{ ...base.rejections[0], symbol: ATTACK }],
    });
    expect(hostile).not.toMatch(/<script|<img/i);
    expect(hostile.match(/&lt;script&gt;alert\(&quot;1&quot;\)/g)!.length).toBeGreaterThan(9);
  });

  it('draws a run without trades, refused orders, costs or benchmark', () => {
    const { baselines, metrics } = makeReport();
    const bare = renderHtml(
      makeReport({
        trades: [],
        fills: [],
        rejections: [],
        benchmarkEquity: [],
        notes: [],
        metrics: {
          ...metrics,
          tradeCount: 0,
          winRate: null,
          sharpe: null,
          costs: { commission: 0, stampDuty: 0, transferFee: 0, slippage: 0 },
        },
        baselines: { ...baselines, random: { ...baselines.random, lowReturn: 0, highReturn: 0 } },
      }),
    );
    expect(bare).toContain('没有平仓的交易');
    expect(bare).not.toMatch(/NaN|Infinity|undefined/);
  });

  it('draws a single day', () => {
    const day = report.equity.slice(0, 1);
    const single = renderHtml(
      makeReport({
        equity: day,
        buyAndHoldEquity: day,
        benchmarkEquity: day,
        predictedFrom: day[0].date,
      }),
    );
    expect(single).not.toMatch(/NaN|Infinity|undefined/);
  });
});

describe('the verdict of a report', () => {
  it('does not praise what holding, luck or the average would have reached', () => {
    const { baselines, quality } = makeReport();
    const weak = renderHtml(
      makeReport({
        quality: { ...quality, brier: 0.4 },
        baselines: { ...baselines, random: { ...baselines.random, percentile: 0.6 } },
      }),
    );
    expect(weak).toContain('没有跑赢');
    expect(weak).toContain('与随机入场难以区分');
    expect(weak).toContain('概率的大小不可信');
  });

  it('compares a network with logistic regression, but not logistic regression with itself', () => {
    expect(renderHtml(makeReport())).toMatch(/[于赢][^。]*逻辑回归/);
    const config = { ...makeReport().config, model: 'logistic' as const };
    expect(renderHtml(makeReport({ model: 'logistic', config }))).toContain('没有更简单的对照');
  });
});
