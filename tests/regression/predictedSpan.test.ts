import { expect, test } from 'vitest';
import { computeSpanMetrics } from '#main/report/metrics.ts';

test('what is dealt at the open before the first prediction is not of the predicted span', () => {
  const fill = {
    tradeDate: 20240102,
    symbol: '600519.SH',
    side: 'sell' as const,
    price: 10,
    shares: 100,
    commission: 5,
    stampDuty: 0.5,
    transferFee: 0.01,
    slippage: 0,
  };
  const trade = {
    symbol: '600519.SH',
    entryDate: 20240101,
    exitDate: 20240102,
    entryPrice: 9,
    exitPrice: 10,
    shares: 100,
    profit: 94.49,
    return: 0.1,
    holdingDays: 1,
    exitKind: 'stopLoss' as const,
    entryProbability: null,
    isBase: true,
  };
  const { whole, predicted } = computeSpanMetrics(
    {
      dates: Int32Array.of(20240101, 20240102, 20240103),
      equity: Float64Array.of(1000, 1094.49, 1094.49),
      positionValue: Float64Array.of(1000, 0, 0),
      fills: [fill],
      trades: [trade],
    },
    20240102,
  );
  expect(whole).toMatchObject({ tradeCount: 1, costs: { commission: 5 } });
  expect(predicted).toMatchObject({ totalReturn: 0, tradeCount: 0, turnover: 0 });
  expect(predicted.costs.commission).toBe(0);
});
