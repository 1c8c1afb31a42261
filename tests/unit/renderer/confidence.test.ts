import { describe, expect, it } from 'vitest';
import { confidenceRows, hasConfidence } from '#renderer/components/report/confidenceRows.ts';
import { reportCsv } from '#renderer/components/report/csv.ts';
import { rankColumns } from '#renderer/components/select/rankColumns.ts';
import { createFormatter } from '#renderer/text/format.ts';
import { MESSAGES } from '#renderer/text/index.ts';
import type { RankRow } from '#shared/selection.ts';
import { makeReport } from './reportFixture.ts';

const [zh, format] = [MESSAGES['zh-CN'], createFormatter('zh-CN')];
const distance = {
  ...{ bound: 0.99, count: 1000, outsideShare: 0.125 },
  inside: { count: 870, error: 0.25 },
  outside: { count: 120, error: 0.31 },
};
const event = {
  ...{ kind: 'drawdown' as const, from: '2024-01-03', to: '2024-02-01', days: 20, isOpen: false },
  ...{ value: 0.12, threshold: 0.1, limit: 0.1, exposure: 0.9, laterExposure: 0.1 },
};

describe('confidence in a report', () => {
  it('shows the band of probabilities and how predictions fared far out', () => {
    const band = { level: 0.9, meanWidth: 0.3, count: 990, coverage: 0.7 };
    const report = makeReport({ band, distance });
    expect(hasConfidence(report)).toBe(true);
    const rows = confidenceRows(report, zh, format).map(({ label, text }) => [label, text]);
    expect(rows).toEqual([
      ['90% 区间平均宽度', '30.0%'],
      ['区间包住实际比例的预测', '70.0% · 990 个'],
      ['比 99% 的训练样本更远', '12.5% · 1,000 个'],
      ['Brier 分，范围之内', '0.250 · 870 个'],
      ['Brier 分，范围之外', '0.310 · 120 个'],
    ]);
  });

  it('leaves out what a report does not have', () => {
    expect(hasConfidence(makeReport())).toBe(false);
    const rows = confidenceRows(makeReport({ distance }), zh, format);
    expect(rows.map(({ key }) => key)).toEqual(['outside', 'inside', 'beyond']);
  });

  it('goes into tables of its own', () => {
    const report = makeReport({ risk: { events: [event], days: 20, closes: 100 } });
    expect(reportCsv(report, 'risk').split('\r\n')[1]).toBe(
      '2024-01-03,2024-02-01,20,drawdown,0.12,0.1,0.1,0.9,0.1',
    );
    const said = { symbol: '600519.SH', date: '2024-01-03', probability: 0.7, fold: 2 };
    const known = makeReport({ probabilities: [{ ...said, lower: 0.5, distance: 0.25 }] });
    const [head, line] = reportCsv(known, 'probabilities').split('\r\n');
    expect(head).toContain('symbol,date,probability,lower,upper,confidence,distance,fold');
    expect(line).toBe('600519.SH,2024-01-03,0.7,0.5,,,0.25,2');
  });
});

describe('a ranking', () => {
  const row: RankRow = {
    ...{ rank: 1, symbol: '600519.SH', name: '', score: 0.01, percentile: 1, close: 10 },
    ...{ outcome: null, isBehindEnd: true, isHeld: false, lower: null, upper: null },
    ...{ confidence: null, distance: null },
  };
  const keysOf = (rows: RankRow[]) =>
    rankColumns(zh, format, () => '', rows).flatMap((column) =>
      'key' in column ? column.key : [],
    );

  it('has columns for band and distance where they are known', () => {
    expect(keysOf([row])).not.toContain('lower');
    expect(keysOf([row, { ...row, lower: -0.02, distance: 0.5 }])).toEqual(
      expect.arrayContaining(['lower', 'distance']),
    );
  });
});
