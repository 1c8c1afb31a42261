import { expect, it } from 'vitest';
import { describeRun } from '#main/cli/selectionOutput.ts';
import { renderHtml } from '#main/report/htmlReport.ts';
import { makeSelectionReport } from '#tests/fixtures/makeSelectionReport.ts';

it('is compared with no random account where nothing was ever bought', () => {
  const report = makeSelectionReport();
  expect(renderHtml(report)).toContain('策略好于其中');
  const still = { ...report, fills: [], trades: [] };
  const page = renderHtml(still);
  expect(page).toContain('无从与随机账户比较');
  expect(page).not.toContain('策略好于其中');
  expect(describeRun(still)).toContain('nothing to compare, the strategy never traded');
});

it('counts closed trades and calls them so', () => {
  const report = makeSelectionReport();
  expect(renderHtml(report)).toContain('平仓次数');
  expect(describeRun(report)).toContain('closed trades');
});
