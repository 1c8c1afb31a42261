import { describe, expect, it } from 'vitest';
import { checkVolumeUnit } from '#main/download/volumeUnit.ts';
import { makeBars } from '#tests/fixtures/bars.ts';

const scale = (column: Float64Array, by: number): Float64Array => column.map((x) => x * by);

describe('checkVolumeUnit', () => {
  const bars = makeBars(500);

  it('knows shares from 手', () => {
    expect(checkVolumeUnit(bars, 1).fits).toBe(true);
    expect(checkVolumeUnit(bars, 100).fits).toBe(false);
    const lots = { ...bars, volume: scale(bars.volume, 0.01) };
    expect(checkVolumeUnit(lots, 1).fits).toBe(false);
    expect(checkVolumeUnit(lots, 100).fits).toBe(true);
  });

  it('allows for the rounding of a small volume to one 手', () => {
    const thin = makeBars(50);
    thin.volume.fill(2);
    thin.amount = thin.close.map((price) => price * 249);
    expect(checkVolumeUnit(thin, 100).fits).toBe(true);
  });

  it('lets single odd days pass, but not one far off among few', () => {
    const odd = { ...bars, amount: bars.amount.slice() };
    odd.amount[7] *= 1.12;
    expect(checkVolumeUnit(odd, 1)).toMatchObject({ fits: true, firstOdd: 7 });
    const few = makeBars(3);
    few.amount[1] *= 50;
    expect(checkVolumeUnit(few, 1)).toMatchObject({ fits: false, firstOdd: 1 });
  });

  it('refuses adjusted prices of which only the newest are raw', () => {
    const shift = bars.tradeDate.map((_, i) => (i < 400 ? 2 : 0));
    const low = bars.low.map((price, i) => price - shift[i]);
    const high = bars.high.map((price, i) => price - shift[i]);
    expect(checkVolumeUnit({ ...bars, low, high }, 1)).toMatchObject({ fits: false, firstOdd: 0 });
  });

  it('is not certain without a day of trading', () => {
    const idle = { ...bars, volume: new Float64Array(500), amount: new Float64Array(500) };
    expect(checkVolumeUnit(idle, 1)).toMatchObject({ fits: false, checked: 0 });
  });
});
