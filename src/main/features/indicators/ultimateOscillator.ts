import type { BarColumns } from '#shared/domain.ts';
import { rollingSum } from './rolling.ts';
import { emptyColumn } from './spec.ts';
import type { IndicatorSpec } from './spec.ts';
import { trueRange } from './trueRange.ts';

/** Periods with their weights. */
const TERMS = [
  { period: 7, weight: 4 },
  { period: 14, weight: 2 },
  { period: 28, weight: 1 },
] as const;
const WARMUP = 28;

/** Ultimate oscillator (TA-Lib): buying pressure over true range on three spans, weighted 4 : 2 : 1; 0..100. */
export function ultimateOscillator(bars: BarColumns): Float64Array {
  const { low, close } = bars;
  const pressure = emptyColumn(close.length);
  const range = emptyColumn(close.length);
  for (let i = 1; i < close.length; i++) {
    pressure[i] = close[i] - Math.min(low[i], close[i - 1]);
    range[i] = trueRange(bars, i);
  }
  const out = emptyColumn(close.length).fill(0, WARMUP);
  for (const { period, weight } of TERMS) {
    const pressures = rollingSum(pressure, period, 1);
    const ranges = rollingSum(range, period, 1);
    for (let i = WARMUP; i < out.length; i++) {
      // A span without any movement adds nothing.
      if (ranges[i] > 1e-14) out[i] += ((weight * pressures[i]) / ranges[i]) * (100 / 7);
    }
  }
  return out;
}

export const ULTIMATE_OSCILLATOR: IndicatorSpec = {
  name: 'ultimateOscillator',
  outputs: ['ta_ultosc'],
  warmup: WARMUP,
  compute: (bars) => [ultimateOscillator(bars)],
};
