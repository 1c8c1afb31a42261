import { describe, expect, it } from 'vitest';
import { reportCsv, toCsv } from '#renderer/components/report/csv.ts';
import { curveFigures, metricTable } from '#renderer/components/report/metricRows.ts';
import {
  comparedMetrics,
  configDifferences,
  trialsBehind,
} from '#renderer/components/runs/comparison.ts';
import { createFormatter } from '#renderer/text/format.ts';
import { MESSAGES } from '#renderer/text/index.ts';
import { selectionConfigSchema } from '#shared/selection.ts';
import { makeMetrics, makeReport } from './reportFixture.ts';

const zh = MESSAGES['zh-CN'];
const format = createFormatter('zh-CN');

describe('metric table', () => {
  it('shows the benchmark only when its bars are stored', () => {
    expect(metricTable(makeReport(), 'whole', zh, format).columns).toHaveLength(3);
    const benchmarkEquity = [
      { date: '2021-02-01', value: 100 },
      { date: '2025-02-28', value: 90 },
    ];
    const table = metricTable(makeReport({ benchmarkEquity }), 'predicted', zh, format);
    expect(table.columns.at(-1)).toBe('基准 000300.SH');
    const total = table.rows.find((row) => row.key === 'totalReturn');
    expect(total?.cells.at(-1)).toEqual({ text: '−10.00%', tone: 'down' });
    expect(table.rows.find((row) => row.key === 'sharpe')?.cells.at(-1)?.text).toBe('—');
  });

  it('takes the figures of the chosen span', () => {
    const report = makeReport({ predictedMetrics: makeMetrics({ totalReturn: -0.2 }) });
    const total = (span: 'whole' | 'predicted') =>
      metricTable(report, span, zh, format).rows.find((row) => row.key === 'totalReturn')?.cells[0];
    expect(total('whole')).toEqual({ text: '+10.00%', tone: 'up' });
    expect(total('predicted')).toEqual({ text: '−20.00%', tone: 'down' });
  });

  it('reads return and drawdown from a curve', () => {
    const curve = [100, 120, 90, 110].map((value, i) => ({ date: `2024-01-0${i + 1}`, value }));
    const figures = curveFigures(curve);
    expect(figures.totalReturn).toBeCloseTo(0.1);
    expect(figures.maxDrawdown).toBeCloseTo(-0.25);
    expect(curveFigures(curve.slice(0, 1))).toEqual({});
  });
});

describe('CSV of a report', () => {
  it('quotes what needs it and starts with a byte order mark for Excel', () => {
    expect(toCsv(['a', 'b'], [['x,"y"', null]])).toBe('\uFEFFa,b\r\n"x,""y""",\r\n');
  });

  it('holds plain figures, not formatted ones', () => {
    const rows = reportCsv(makeReport(), 'equity').split('\r\n');
    expect(rows[1]).toBe('2018-01-02,1000000,,');
  });
});

describe('runs side by side', () => {
  const second = makeReport({
    run: 't-timing-2',
    predictedMetrics: makeMetrics({ totalReturn: 0.3, maxDrawdown: -0.3 }),
  });

  it('marks nothing among runs of unequal spans', () => {
    const later = { ...second, predictedFrom: '2023-02-01' };
    const rows = comparedMetrics([makeReport(), later], zh, format);
    expect(rows.flatMap(({ cells }) => cells).some(({ isBest }) => isBest)).toBe(false);
  });

  it('marks the one best value of a row, a smaller drawdown being better', () => {
    const rows = comparedMetrics([makeReport(), second], zh, format);
    const best = (key: string) =>
      rows.find((row) => row.key === key)?.cells.map(({ isBest }) => isBest);
    expect(best('totalReturn')).toEqual([false, true]);
    expect(best('maxDrawdown')).toEqual([true, false]);
    expect(best('sharpe')).toEqual([false, false]);
  });

  it('lists only settings that differ', () => {
    const { config } = makeReport();
    const other = { ...config, settings: { ...config.settings, stopLoss: 0.1 } };
    expect(configDifferences([config, other], zh, format)).toEqual([
      { key: 'stopLoss', label: '止损', values: ['5%', '10%'] },
    ]);
  });

  it('lists what differs between presets, with a dash where one has no such setting', () => {
    const { config } = makeReport();
    const selection = selectionConfigSchema.parse({
      ...{ preset: 'lstm-select', universe: 'all', from: '2018-01-02', to: '2025-02-28' },
      ...{ split: '2021-01-04', search: { search: 'search-2026-abcd', trials: 30 } },
    });
    const rows = configDifferences([config, selection], zh, format);
    const valuesOf = (key: string) => rows.find((row) => row.key === key)?.values;
    expect(valuesOf('preset')).toEqual(['个股择时', 'LSTM 选股']);
    expect(valuesOf('stopLoss')).toEqual(['5%', '—']);
    expect(valuesOf('holdCount')).toEqual(['—', '30']);
    expect(valuesOf('cash')).toBeUndefined();
    expect(trialsBehind([config, selection])).toEqual([1, 30]);
  });
});
