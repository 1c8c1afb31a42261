import { describe, expect, it } from 'vitest';
import { describeExplanation } from '#main/cli/explainOutput.ts';
import type { Explanation, RunImportance } from '#shared/toolkitContract.ts';

const found: Explanation = {
  ...{
    run: 'lstm-select-1',
    symbol: '600002.SH',
    date: '2020-01-06',
    isSimulated: true,
    isDataChanged: false,
  },
  ...{ unit: 'weight', prediction: 0.02, baseline: 0.0199, residual: 0 },
  contributions: [
    { feature: 'close/open', value: 0.00012, input: -1.5 },
    { feature: 'volume', value: -0.00002, input: null },
  ],
  overTime: [
    { date: '2020-01-03', value: 0.00008 },
    { date: '2020-01-06', value: 0.00002 },
  ],
  attention: [
    { date: '2020-01-03', weight: 0.25 },
    { date: '2020-01-06', weight: 0.75 },
  ],
  neighbours: null,
};

const importance: RunImportance = {
  ...{ run: 'lstm-select-1', symbol: null, measure: 'rankIc', base: 0.04, windows: 480 },
  ...{ from: '2019-11-01', to: '2020-01-31' },
  features: [{ feature: 'close/open', increase: 0.03, error: 0.01 }],
};

describe('an explanation on the command line', () => {
  it('says its unit, that bars are simulated, and each bar with its attention', () => {
    const text = describeExplanation(found, null);
    expect(text).toContain(
      '600002.SH 2020-01-06 · 模拟数据 (simulated bars) · share of the portfolio',
    );
    expect(text).toMatch(/close\/open +\+0\.000120 +-1\.5000/);
    expect(text).toMatch(/volume +-0\.000020 +-\n/);
    expect(text).toMatch(/2020-01-06 +\+0\.0000200 +75\.0%/);
    expect(text).not.toContain('shuffled');
  });

  it('names the symbols that a model looks at, and how importance is measured', () => {
    const neighbours = [{ symbol: '600001.SH', weight: 0.6 }];
    const text = describeExplanation({ ...found, attention: null, neighbours }, importance);
    expect(text).toContain('symbols it looks at (1): 600001.SH 60.0%');
    expect(text).not.toContain('attention');
    expect(text).toContain('over 480 test windows 2019-11-01 .. 2020-01-31, mean rank IC 0.04000');
    expect(text).toMatch(/close\/open +\+0\.03000 +0\.01000/);
  });
});
