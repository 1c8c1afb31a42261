import { describe, expect, it } from 'vitest';
import { chartTheme } from '#renderer/charts/chartTheme.ts';
import { dayMark } from '#renderer/charts/scoreHistoryOption.ts';
import { unitFormat } from '#renderer/components/explain/explainFormat.ts';
import { createFormatter } from '#renderer/text/format.ts';
import { LIGHT } from '#renderer/theme/tokens.ts';

const format = createFormatter('en');

describe('figures of an explanation', () => {
  it('are percentage points of probabilities and weights', () => {
    const written = unitFormat('probability', format, [0.0134, -0.004]);
    expect(written.value(0.5471)).toBe('54.7%');
    expect(written.change(0.0134)).toBe('+1.34');
    expect(unitFormat('weight', format, [0.00014]).change(0.00014)).toBe('+0.014');
  });

  it('of scores have as many digits as the largest of them needs', () => {
    const written = unitFormat('label', format, [0.00087, -0.00003]);
    expect(written.change(0.00087)).toBe('+0.00087');
    expect(written.change(-0.00003)).toBe('−0.00003');
    expect(written.value(0.00513)).toBe('+0.00513');
    expect(unitFormat('order', format, [3.2, 1]).change(3.2)).toBe('+3.20');
    expect(unitFormat('label', format, [0, 0]).change(0)).toBe('0.00');
  });
});

describe('the chosen day', () => {
  it('is a line through both charts, and none without a day', () => {
    const theme = chartTheme(LIGHT, false);
    const one = { markLine: { data: [{ xAxis: '2022-02-09' }] } };
    expect(dayMark('2022-02-09', theme).series).toMatchObject([one, one]);
    const none = { markLine: { data: [] } };
    expect(dayMark(null, theme).series).toMatchObject([none, none]);
  });
});
