import { describe, expect, it } from 'vitest';
import type { LimitedClose } from '#main/backtest/types.ts';
import { riskRecord } from '#main/report/riskRecord.ts';

const dates = Int32Array.of(20240102, 20240103, 20240104, 20240105, 20240108, 20240109);
const account = {
  dates,
  equity: Float64Array.of(100, 100, 80, 80, 80, 80),
  positionValue: Float64Array.of(100, 90, 40, 8, 8, 0),
};
const at = (day: number, kind: LimitedClose['kind'], value = 0.2): LimitedClose => ({
  ...{ tradeDate: dates[day], kind, value, threshold: 0.1, exposure: 0.1 },
});

describe('the record of risk control', () => {
  it('joins neighbouring closes under one limit to a stretch', () => {
    const limits = [at(1, 'drawdown'), at(2, 'drawdown', 0.3), at(3, 'drawdown')];
    expect(riskRecord(limits, account, dates[0])).toEqual({
      ...{ days: 3, closes: 6 },
      events: [
        {
          ...{ kind: 'drawdown', from: '2024-01-03', to: '2024-01-05', days: 3, isOpen: false },
          ...{ value: 0.2, threshold: 0.1, limit: 0.1 },
          ...{ exposure: 0.9, laterExposure: (0.5 + 0.1) / 2 },
        },
      ],
    });
  });

  it('begins anew after a free close and for another reason', () => {
    const limits = [at(0, 'volatility'), at(2, 'volatility'), at(3, 'drawdown')];
    const { events } = riskRecord(limits, account, dates[0]);
    expect(events.map(({ kind, from, days }) => [kind, from, days])).toEqual([
      ['volatility', '2024-01-02', 1],
      ['volatility', '2024-01-04', 1],
      ['drawdown', '2024-01-05', 1],
    ]);
    expect(events[0].laterExposure).toBeNull();
  });

  it('says of the last stretch that it goes on', () => {
    expect(
      riskRecord([at(4, 'drawdown'), at(5, 'drawdown')], account, dates[0]).events[0].isOpen,
    ).toBe(true);
    expect(riskRecord([], account, dates[0])).toEqual({ events: [], days: 0, closes: 6 });
  });

  it('leaves out what came before the first prediction while nothing was held', () => {
    const limits = [0, 1, 2, 3].map((day) => at(day, 'volatility'));
    const late = { ...account, positionValue: Float64Array.of(0, 0, 0, 8, 8, 0) };
    expect(riskRecord(limits, late, dates[2])).toMatchObject({
      ...{ days: 2, closes: 4 },
      events: [{ from: '2024-01-04', to: '2024-01-05', days: 2 }],
    });
    const base = { ...late, positionValue: Float64Array.of(0, 50, 0, 8, 8, 0) };
    expect(riskRecord(limits, base, dates[2])).toMatchObject({ days: 3, closes: 5 });
  });
});
