import { describe, expect, it } from 'vitest';
import { chartTheme } from '#renderer/charts/chartTheme.ts';
import { driftOption } from '#renderer/charts/driftOption.ts';
import { digitsOfError, figure } from '#renderer/charts/figures.ts';
import { reliabilityOption } from '#renderer/charts/reliabilityOption.ts';
import { chosenFeatures } from '#renderer/components/report/chosenFeatures.ts';
import { explainNote } from '#shared/notes.ts';
import { LIGHT } from '#renderer/theme/tokens.ts';

const theme = chartTheme(LIGHT, false);

describe('the picture of calibration', () => {
  it('draws each bin where it was said and how often it happened, with its interval', () => {
    const bin = { from: 0.5, to: 0.75, count: 40, meanProbability: 0.64, positiveShare: 0.5 };
    const labels = { said: 'Said', happened: 'Rose', count: 'Count', interval: '95%' };
    const option = reliabilityOption([{ ...bin, low: 0.35, high: 0.65 }], theme, labels);
    expect(option.series).toMatchObject([
      { id: 'count', data: [[0.625, 40]] },
      { id: 'perfect' },
      { id: 'interval', data: [[0.64, 0.35, 0.65]] },
      { id: 'curve', data: [[0.64, 0.5]] },
    ]);
  });
});

describe('the picture of drift', () => {
  it('keeps the limit in sight, however far the sum is below it', () => {
    const span = { from: null, to: null, records: 1, meanSquaredError: 0.2 };
    const sumRule = { peak: 3, limit: 50, falseAlarmRate: 0.05, isDrift: false, since: null };
    const records = [{ date: '2024-01-02', squaredError: 0.3, sum: 3 }];
    const labels = { error: 'Error', baseline: 'Baseline', sum: 'Sum', limit: 'Limit' };
    const option = driftOption({ baseline: span, sumRule, records }, theme, labels);
    expect(option.yAxis).toMatchObject([{}, { max: 60 }]);
    expect(option.series).toMatchObject([
      { data: [0.3], markLine: { data: [{ yAxis: 0.2 }] } },
      { data: [3], markLine: { data: [{ yAxis: 50 }] } },
    ]);
  });
});

describe('errors', () => {
  it('keep four figures that count, however small they are', () => {
    const written = [0.0748, 0.00003722, 0, null].map((one) => figure(digitsOfError(one))(one));
    expect(written).toEqual(['0.07480', '0.00003722', '0.0000', '—']);
  });
});

describe('chosen features', () => {
  it('are counted over the folds that chose, the steadiest first', () => {
    const folds = [{ features: ['rsi', 'obv'] }, { features: ['obv'] }, {}];
    expect(chosenFeatures(folds)).toEqual({
      folds: 2,
      features: [
        { feature: 'obv', folds: 2 },
        { feature: 'rsi', folds: 1 },
      ],
    });
  });
});

describe('evidence of drift', () => {
  it.each([
    ['Last 5 days: 1.71 × the baseline, beyond 1.5.', '1.71'],
    ['Sum of excess errors: at most 61.0 of 50.0, passed on 2024-03-01.', '2024-03-01'],
    ['Sum of excess errors: at most 6.0 of 50.0.', '50.0'],
    ['Inputs that moved: 2 of 9, most obv 0.40, rsi 0.31.', 'obv 0.40, rsi 0.31'],
  ])('is told in Chinese with its figures: %s', (line, kept) => {
    expect(explainNote(line, 'zh-CN')).toMatch(/[\u4e00-\u9fff]/);
    expect(explainNote(line, 'zh-CN')).toContain(kept);
    expect(explainNote(line, 'en')).toBe(line);
  });
});
