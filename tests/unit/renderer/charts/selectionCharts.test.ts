import { describe, expect, it } from 'vitest';
import { chartTheme } from '#renderer/charts/chartTheme.ts';
import { decileOption } from '#renderer/charts/decileOption.ts';
import { cumulativeByMonth, icOption } from '#renderer/charts/icOption.ts';
import { scoreHistoryOption } from '#renderer/charts/scoreHistoryOption.ts';
import { LIGHT } from '#renderer/theme/tokens.ts';

const theme = chartTheme(LIGHT, false);
const quality = {
  daily: [
    { date: '2021-01-04', ic: 0.1, rankIc: 0.2 },
    { date: '2021-01-05', ic: null, rankIc: null },
    { date: '2021-02-01', ic: -0.3, rankIc: -0.5 },
  ],
  monthly: [
    { month: '2021-01', ic: 0.1, rankIc: 0.2 },
    { month: '2021-02', ic: -0.3, rankIc: -0.5 },
    { month: '2021-03', ic: null, rankIc: null },
  ],
};

describe('icOption', () => {
  it('sums the daily rank IC up to the end of each month', () => {
    const [january, february] = cumulativeByMonth(quality);
    expect(january).toBeCloseTo(0.2, 12);
    expect(february).toBeCloseTo(-0.3, 12);
  });

  it('colours a good month red, a bad one green, and leaves out one without a value', () => {
    const text = JSON.stringify(icOption(quality, theme, { monthly: 'M', cumulative: 'C' }));
    expect(text).toContain(`{"value":0.2,"itemStyle":{"color":"${LIGHT.up}"}}`);
    expect(text).toContain(`{"value":-0.5,"itemStyle":{"color":"${LIGHT.down}"}},null`);
  });
});

describe('decileOption', () => {
  it('names the groups from the worst scores to the best', () => {
    const text = JSON.stringify(decileOption([-0.01, 0.02], theme, (index) => `G${index}`));
    expect(text).toContain('"data":["G1","G2"]');
  });
});

describe('scoreHistoryOption', () => {
  it('puts the best rank on top and leaves a gap on a day without a score', () => {
    const history = { dates: ['2021-01-04', '2021-01-05'], rank: [3, null], score: [0.2, null] };
    const text = JSON.stringify(scoreHistoryOption(history, theme, { rank: 'R', score: 'S' }));
    expect(text).toContain('"inverse":true');
    expect(text).toContain('"data":[3,null]');
  });
});
