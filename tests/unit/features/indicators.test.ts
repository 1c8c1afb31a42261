import { describe, expect, it } from 'vitest';
import { emaFromFirst, emaFromMean, wilderMean } from '#main/features/indicators/ema.ts';
import { kdj, KDJ } from '#main/features/indicators/kdj.ts';
import { MACD, MACD_PANE } from '#main/features/indicators/macd.ts';
import { onBalanceVolume } from '#main/features/indicators/obv.ts';
import { cutlerRsi, rsi } from '#main/features/indicators/rsi.ts';
import { WILLIAMS_R } from '#main/features/indicators/williamsR.ts';
import { randomBars } from '#tests/fixtures/randomBars.ts';

const rising = Float64Array.from({ length: 40 }, (_, i) => 10 + i);
const flat = new Float64Array(40).fill(10);

describe('exponential means', () => {
  const values = Float64Array.of(2, 4, 6, 8);

  it('start from the first value or from the plain mean of the first ones', () => {
    expect([...emaFromFirst(values, 3)]).toEqual([2, 3, 4.5, 6.25]);
    expect([...emaFromMean(values, 3)]).toEqual([NaN, NaN, 4, 6]);
    expect([...emaFromMean(values, 2, 1).subarray(0, 3)]).toEqual([NaN, NaN, 5]);
  });

  it('give a new value a share of 1 / period under Wilder', () => {
    expect([...wilderMean(values, 2)]).toEqual([NaN, 3, 4.5, 6.25]);
  });

  it('have no value when there are too few bars', () => {
    expect(emaFromMean(values, 5).every(Number.isNaN)).toBe(true);
    expect(emaFromFirst(new Float64Array(0), 5).length).toBe(0);
  });
});

describe('relative strength', () => {
  it('is 100 on a pure rise and 0 on a pure fall', () => {
    expect(rsi(rising, 14)[39]).toBe(100);
    expect(rsi(rising.toReversed(), 14)[39]).toBe(0);
    expect(cutlerRsi(rising, 14)[39]).toBeCloseTo(100, 5);
  });

  it('is 0 where nothing moves', () => {
    expect(rsi(flat, 14)[39]).toBe(0);
    expect(cutlerRsi(flat, 14)[39]).toBe(0);
  });
});

describe('MACD', () => {
  const bars = randomBars(500, 9);

  it('draws its histogram as twice the distance between DIF and DEA', () => {
    const [dif, dea, histogram] = MACD_PANE.compute(bars);
    histogram.forEach((value, i) => expect(value).toBeCloseTo(2 * (dif[i] - dea[i]), 10));
  });

  it('forgets where its means were started', () => {
    const [fromFirst] = MACD_PANE.compute(bars);
    const [fromMean] = MACD.compute(bars);
    expect(fromFirst[499]).toBeCloseTo(fromMean[499], 8);
  });
});

describe('KDJ', () => {
  it('starts from 50 and smooths K and D by thirds', () => {
    const raw = new Float64Array(10).fill(NaN);
    raw[8] = 80;
    raw[9] = 20;
    const [k, d, j] = kdj(raw);
    expect([k[7], d[7], j[7]]).toEqual([NaN, NaN, NaN]);
    expect(k[8]).toBeCloseTo(60, 12);
    expect(d[8]).toBeCloseTo(160 / 3, 12);
    expect(j[8]).toBeCloseTo(180 - 320 / 3, 12);
    expect(k[9]).toBeCloseTo(140 / 3, 12);
  });

  it('stays in the middle where the price does not move', () => {
    const lines = KDJ.compute(randomBars(30, 1, 'flat'));
    for (const line of lines) expect(line[29]).toBe(50);
  });
});

describe('volume and range', () => {
  it('adds volume on a rise, takes it off on a fall, keeps still otherwise', () => {
    const close = Float64Array.of(5, 6, 6, 5);
    expect([...onBalanceVolume(close, Float64Array.of(10, 20, 40, 80))]).toEqual([10, 30, 30, -50]);
  });

  it('puts Williams %R at 0 on the highest high', () => {
    const bars = { ...randomBars(40, 1), high: rising, low: flat, close: rising };
    expect(WILLIAMS_R.compute(bars)[0][39]).toBeCloseTo(0, 12);
  });
});
