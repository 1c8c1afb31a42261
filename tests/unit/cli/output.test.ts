import { describe, expect, it } from 'vitest';
import { describeReport } from '#main/cli/output.ts';
import { describeFactor, describeRanking, describeRun } from '#main/cli/selectionOutput.ts';
import { describeMonitor } from '#main/cli/toolkitOutput.ts';
import { judge } from '#main/jobs/review/monitorRecords.ts';
import { makeReport } from '#tests/fixtures/makeReport.ts';
import { makeSelectionReport } from '#tests/fixtures/makeSelectionReport.ts';
import { quickConfig } from '#tests/fixtures/timingRun.ts';

const SIMULATED = '模拟数据 (simulated bars)';

describe('a report on the command line', () => {
  it('shows the yardstick beside every other model, and once where it is the model', () => {
    const rows = (model: 'bilstm' | 'logistic'): number =>
      describeReport(makeReport({ model, config: quickConfig({}, model) })).match(
        /^logistic, predicted span/gm,
      )?.length ?? 0;
    expect([rows('bilstm'), rows('logistic')]).toEqual([1, 1]);
  });

  it('compares with chance only a strategy that traded', () => {
    expect(describeReport(makeReport())).toContain('random entries: 200 draws, median');
    for (const report of [makeReport({ fills: [] }), makeSelectionReport({ fills: [] })]) {
      const text = describeRun(report);
      expect(text).toContain('nothing to compare, the strategy never traded');
      expect(text).not.toContain('draws');
    }
  });
});

describe('figures from simulated bars', () => {
  const bars = { baseline: new Map(), live: new Map(), shifts: [], evidence: [], lastDate: null };
  const factor = {
    text: 'close',
    dates: ['2026-01-05'],
    columns: [{ symbol: '602001.SH', values: [1] }],
  };
  const ranking = { run: 'r', date: '2026-01-05', dates: [], rows: [] };

  it.each([
    ['monitor', (is: boolean) => describeMonitor(judge('r', bars, 1), is)],
    ['factor eval', (is: boolean) => describeFactor(factor, is)],
    ['rank', (is: boolean) => describeRanking(ranking, is)],
    ['report', (is: boolean) => describeRun(makeReport({ isSimulated: is }))],
  ])('are labelled by %s', (_name, show) => {
    expect(show(true)).toContain(SIMULATED);
    expect(show(false)).not.toContain(SIMULATED);
  });
});
