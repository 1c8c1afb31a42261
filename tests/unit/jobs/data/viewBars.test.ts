import { describe, expect, it } from 'vitest';
import { viewBars } from '#main/jobs/data/viewBars.ts';
import type { ParsedInput } from '#shared/contract.ts';
import { makeBars, makeBatch } from '#tests/fixtures/bars.ts';
import { failureOf } from '#tests/fixtures/failureOf.ts';
import { makeMinutes } from '#tests/fixtures/minutes.ts';
import { makeStore } from '#tests/fixtures/store.ts';

const SYMBOL = '600519.SH';
const VIEW: ParsedInput<'bars.view'> = { symbol: SYMBOL, period: 5, adjust: 'none', overlays: [] };

function makeStored() {
  const store = makeStore();
  const factors = [{ tradeDate: 20260106, factor: 2 }];
  store.bars.save(makeBatch(makeBars(3, 20260105), { factors }));
  const minutes = makeMinutes([20260105, 20260106]);
  store.minutes.save({ symbol: SYMBOL, period: 5, bars: minutes, source: 'sina' });
  return { store, minutes };
}

describe('viewBars of minutes', () => {
  it('shows them raw, dated to the minute of their end, with the asked indicators', () => {
    const { store, minutes } = makeStored();
    const view = viewBars(store, { ...VIEW, overlays: ['ma'] });
    expect(view.dates.slice(0, 2)).toEqual(['2026-01-05 09:35', '2026-01-05 09:40']);
    expect(view.close).toEqual([...minutes.close]);
    expect(view.indicators.ma5[3]).toBeNull();
    expect(view.indicators.ma5[4]).toBeCloseTo(10.02, 10);
  });

  it('adjusts each by the factor of its day', () => {
    const { store, minutes } = makeStored();
    const forward = viewBars(store, { ...VIEW, adjust: 'forward' });
    expect(forward.close[0]).toBe(minutes.close[0] / 2);
    expect(forward.close[95]).toBe(minutes.close[95]);
    const backward = viewBars(store, { ...VIEW, adjust: 'backward' });
    expect(backward.close[0]).toBe(minutes.close[0]);
    expect(backward.close[95]).toBe(minutes.close[95] * 2);
  });

  it('cuts to the asked days without changing the indicators', () => {
    const { store } = makeStored();
    const cut = viewBars(store, {
      ...VIEW,
      overlays: ['ma'],
      from: '2026-01-06',
      to: '2026-01-06',
    });
    const whole = viewBars(store, { ...VIEW, overlays: ['ma'] });
    expect(cut.dates).toHaveLength(48);
    expect(cut.indicators.ma5).toEqual(whole.indicators.ma5.slice(48));
  });

  it('says which bars are missing', () => {
    const { store } = makeStored();
    const error = failureOf(() => viewBars(store, { ...VIEW, period: 15 }));
    expect(error).toMatchObject({ code: 'NOT_ENOUGH_HISTORY' });
    expect(error.message).toMatch(/15-minute/);
  });
});
