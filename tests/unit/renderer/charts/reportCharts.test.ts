import { describe, expect, it } from 'vitest';
import { axisStyle, escapeHtml } from '#renderer/charts/axisStyle.ts';
import { chartTheme } from '#renderer/charts/chartTheme.ts';
import { drawdowns, equityOption } from '#renderer/charts/equityOption.ts';
import { figure, percentTick, signedPercent } from '#renderer/charts/figures.ts';
import { lossOption } from '#renderer/charts/lossOption.ts';
import { monthlyReturns, yearlyReturns } from '#renderer/charts/monthlyReturnOption.ts';
import { LIGHT } from '#renderer/theme/tokens.ts';

const theme = chartTheme(LIGHT, false);
const curve = (...values: [string, number][]) => values.map(([date, value]) => ({ date, value }));

describe('drawdowns', () => {
  it('measure the loss from the highest value so far', () => {
    expect(drawdowns([100, 120, 90, 150])).toEqual([0, 0, -0.25, 0]);
    expect(drawdowns([])).toEqual([]);
  });
});

describe('equityOption', () => {
  const labels = {
    strategy: 'S',
    drawdown: 'D',
    predicted: 'P',
    limited: 'L',
  };
  const equity = curve(['2024-01-02', 100], ['2024-01-03', 101], ['2024-01-04', 99]);
  const curves = {
    equity,
    others: [
      { name: 'H', color: '#000', curve: curve(['2024-01-02', 100], ['2024-01-04', 98]) },
      { name: 'B', color: '#000', curve: [] },
    ],
    predictedFrom: '2024-01-03',
  };

  it('shades the span with predictions', () => {
    const text = JSON.stringify(equityOption(curves, theme, labels));
    expect(text).toContain('[{"xAxis":"2024-01-03","name":"P"},{"xAxis":"2024-01-04"}]');
  });

  it('marks the spans on which risk control held the account down', () => {
    const limited = [{ from: '2024-01-03', to: '2024-01-04' }];
    const text = JSON.stringify(equityOption({ ...curves, limited }, theme, labels));
    expect(text).toContain('"data":[[{"xAxis":"2024-01-03"},{"xAxis":"2024-01-04"}]]');
    expect(JSON.stringify(equityOption(curves, theme, labels))).not.toContain('"name":"L"');
  });

  it('leaves a gap where a curve has no value on a date, and out what is not there', () => {
    const text = JSON.stringify(equityOption(curves, theme, labels));
    expect(text).toContain('[100,null,98]');
    expect(text).not.toContain('"name":"B"');
  });

  it('draws an empty report', () => {
    const empty = { ...curves, equity: [], others: [] };
    expect(() => equityOption(empty, theme, labels)).not.toThrow();
  });
});

describe('monthly returns', () => {
  const equity = curve(
    ['2023-12-28', 100],
    ['2023-12-29', 110],
    ['2024-01-31', 99],
    ['2024-02-29', 198],
  );

  it('go from the end of one month to the end of the next', () => {
    const months = monthlyReturns(equity);
    expect(months.map(({ year, month }) => [year, month])).toEqual([
      [2023, 12],
      [2024, 1],
      [2024, 2],
    ]);
    expect(months[0]?.return).toBeCloseTo(0.1, 12);
    expect(months[1]?.return).toBeCloseTo(-0.1, 12);
    expect(months[2]?.return).toBeCloseTo(1, 12);
  });

  it('multiply up to the return of their year', () => {
    const years = yearlyReturns(equity);
    expect(years.map(({ year }) => year)).toEqual([2023, 2024]);
    expect(years[1]?.return).toBeCloseTo(0.8, 12);
    expect(yearlyReturns([])).toEqual([]);
  });
});

describe('lossOption', () => {
  const point = (fold: number, epoch: number) => ({
    fold,
    epoch,
    trainLoss: 0.6,
    validLoss: null,
  });
  const labels = { trainLoss: 'T', validLoss: 'V', fold: 'fold', epoch: 'epoch' };

  it('marks where a new fold begins', () => {
    const option = lossOption([point(0, 1), point(0, 2), point(1, 1)], theme, labels);
    expect(JSON.stringify(option)).toContain('[{"xAxis":2}]');
  });
});

describe('text of charts', () => {
  it('cannot become markup', () => {
    expect(escapeHtml('<img src="x"> & co')).toBe('&lt;img src=&quot;x&quot;&gt; &amp; co');
  });

  it('shows the sign of a gain', () => {
    expect([0.1234, -0.05, 0].map(signedPercent())).toEqual(['+12.34%', '−5.00%', '0.00%']);
  });

  it('writes ticks with the minus of the tables and no more digits than they have', () => {
    const { formatter } = axisStyle(theme).axisLabel;
    expect([-0.05, 0, 1_200, -0.3, '2024-01'].map(formatter)).toEqual([
      '−0.05',
      '0',
      '1,200',
      '−0.3',
      '2024-01',
    ]);
    expect([-0.025, 0.1, 0.07].map(percentTick)).toEqual(['−2.5%', '10%', '7%']);
  });

  it('shows the dash of the tables where there is no value', () => {
    expect([-1.5, null, '-'].map(figure(1))).toEqual(['−1.5', '—', '—']);
  });
});
