import type { BarColumns } from '#shared/domain.ts';
import { emptyColumn } from './column.ts';
import { trueRange } from './intermediates.ts';
import { rollingSum } from './rolling.ts';
import type { IndicatorSpec } from './spec.ts';

const WARMUP = 28;

/**
 * Ultimate oscillator (TA-Lib): buying pressure over true range on 7, 14 and 28 bars, weighted 4 : 2 : 1;
 * 0..100. A span without any movement adds nothing.
 *
 * @param range true range of each bar from 1 on, yuan
 */
export function ultimateOscillator({ low, close }: BarColumns, range: Float64Array): Float64Array {
  const pressure = emptyColumn(close.length);
  for (let i = 1; i < close.length; i++) {
    pressure[i] = close[i] - Math.min(low[i], close[i - 1]);
  }
  const [pressure7, pressure14, pressure28] = [7, 14, 28].map((n) => rollingSum(pressure, n, 1));
  const [range7, range14, range28] = [7, 14, 28].map((n) => rollingSum(range, n, 1));
  const out = emptyColumn(close.length);
  for (let i = WARMUP; i < out.length; i++) {
    const total =
      4 * ratio(pressure7[i], range7[i]) +
      2 * ratio(pressure14[i], range14[i]) +
      ratio(pressure28[i], range28[i]);
    out[i] = total * (100 / 7);
  }
  return out;
}

function ratio(part: number, whole: number): number {
  return whole < 1e-14 ? 0 : part / whole;
}

export const ULTIMATE_OSCILLATOR: IndicatorSpec = {
  name: 'ultimateOscillator',
  outputs: ['ta_ultosc'],
  warmup: WARMUP,
  compute: (bars, shared = new Map()) => [ultimateOscillator(bars, trueRange(bars, shared))],
};
