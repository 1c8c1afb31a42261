import { describe, expect, it } from 'vitest';
import { buildSelectionReport } from '#main/report/buildSelectionReport.ts';
import { renderHtml } from '#main/report/htmlReport.ts';
import { explainNote } from '#shared/notes.ts';
import { selectionSettingsOf } from '#shared/selectionSettings.ts';
import { makeSelectionInput, makeSelectionReport } from '#tests/fixtures/makeSelectionReport.ts';

const ATTACK = `<script>alert("1")</script><img src=x onerror='alert(2)'>`;

describe('the exported page of a cross-sectional run', () => {
  const report = makeSelectionReport();
  const html = renderHtml(report);

  it('holds no script and loads nothing', () => {
    expect(html).not.toMatch(/<script|<link|<iframe|<img|\son\w+=|@import|url\(/i);
    expect(html).not.toMatch(/(src|href)=/i);
    expect(html).toContain("default-src 'none'");
  });

  it('shows the figures of the record, its doubts and its settings', () => {
    const yuan = report.metrics.finalEquity.toLocaleString('en-US', { maximumFractionDigits: 2 });
    expect(html).toContain(yuan);
    const said = [...report.notes, ...report.survivorship];
    for (const text of [report.hash, ...said.map((note) => explainNote(note, 'zh-CN'))]) {
      expect(html).toContain(text.replaceAll("'", '&#39;'));
    }
    for (const { symbol } of report.holdings.at(-1)!.positions) expect(html).toContain(symbol);
    for (const { month } of report.quality.monthly) expect(html).toContain(`<td>${month}</td>`);
    for (const key of Object.keys(selectionSettingsOf('lstm-select').shape)) {
      expect(html).toContain(`>${key}<`);
    }
    expect(html.match(/<th>入场概率/)).toBeNull();
    expect(html).not.toMatch(/NaN(?!, label)|Infinity|undefined/);
  });

  it('shows how much the band held, and nothing of it for a run from before there was one', () => {
    expect(html).toContain('90% 区间覆盖率');
    expect(html).toContain('<td>91.2%</td>');
    expect(html).toContain('<td>89.6%</td>');
    const before = buildSelectionReport({ ...makeSelectionInput(), band: null, ridgeBand: null });
    expect(Object.keys(before)).not.toContain('band');
    expect(renderHtml(before)).not.toContain('区间覆盖率');
  });

  it('marks the looser assumptions of the document, and only those', () => {
    expect(html).not.toContain('文献的宽松假设');
    const loose = buildSelectionReport(makeSelectionInput('cnn-select', { rules: 'document' }));
    expect(renderHtml(loose)).toContain('文献的宽松假设');
  });

  it('names the ideal curve of lstm-top30', () => {
    expect(renderHtml(buildSelectionReport(makeSelectionInput('lstm-top30')))).toContain(
      '文献口径',
    );
  });

  it('escapes every text that came from outside', () => {
    const hostile = renderHtml({
      ...report,
      run: ATTACK,
      dataVersion: ATTACK,
      notes: [ATTACK],
      survivorship: [ATTACK],
      contributors: [{ ...report.contributors[0], symbol: ATTACK, name: ATTACK }],
      trades: [{ ...report.trades[0], symbol: ATTACK }],
      rejections: [{ ...report.rejections[0], symbol: ATTACK }],
      holdings: [{ date: ATTACK, positions: [{ symbol: ATTACK, shares: 1, weight: 1 }] }],
    });
    expect(hostile).not.toMatch(/<script|<img/i);
    expect(hostile.match(/&lt;script&gt;/g)!.length).toBeGreaterThan(8);
  });

  it('draws a run without trades, scores with an outcome, benchmark or training', () => {
    const { quality } = report;
    const bare = renderHtml({
      ...report,
      fills: [],
      trades: [],
      rejections: [],
      contributors: [],
      holdings: report.holdings.map(({ date }) => ({ date, positions: [] })),
      benchmarkEquity: [],
      excess: [],
      training: [],
      quality: { ...quality, ic: null, rankIc: null, rankIcRatio: null, deciles: [], monthly: [] },
    });
    expect(bare).toContain('没有任何交易');
    expect(bare).not.toMatch(/NaN(?!, label)|Infinity|undefined/);
  });

  it('lists the last thousand of many rows and says so', () => {
    const trades = Array.from({ length: 1500 }, (_, i) => ({
      ...report.trades[0],
      shares: 10_000 + i,
    }));
    const many = renderHtml({ ...report, trades });
    expect(many).toContain('共 1500 行');
    expect(many).toContain('11,499');
    expect(many).not.toContain('10,499<');
  });
});

describe('the verdict of a cross-sectional run', () => {
  const html = (more: Parameters<typeof makeSelectionReport>[0]): string =>
    renderHtml(makeSelectionReport(more));

  it('sees no skill in chance', () => {
    expect(html({})).toContain('得分没有显示出排序能力');
  });

  it('warns of scores that point the wrong way, and credits those that order well', () => {
    const { quality } = makeSelectionReport();
    expect(html({ quality: { ...quality, rankIc: -0.1, rankIcRatio: -1 } })).toContain(
      '方向是反的',
    );
    expect(html({ quality: { ...quality, rankIc: 0.1, rankIcRatio: 1 } })).toContain(
      '一定排序能力',
    );
    expect(html({ quality: { ...quality, rankIc: 0.01, rankIcRatio: 1 } })).toContain(
      '排序能力很弱',
    );
  });

  it('does not praise what the universe, ridge regression or luck would have reached', () => {
    const { baselines, metrics } = makeSelectionReport();
    const rich = { ...metrics, totalReturn: 9 };
    const weak = html({
      baselines: {
        universe: { ...baselines.universe, metrics: rich },
        ridge: { ...baselines.ridge, metrics: rich },
        random: { ...baselines.random, percentile: 0.1 },
      },
    });
    expect(weak).toContain('选股没有带来好处');
    expect(weak).toContain('复杂模型没有带来好处');
    expect(weak).toContain('还不如随机');
    const { config } = makeSelectionReport();
    const plain = html({ model: 'ridge', config: { ...config, model: 'ridge' } });
    expect(plain).toContain('没有更简单的对照');
  });
});
