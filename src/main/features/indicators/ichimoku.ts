import type { BarColumns } from '#shared/domain.ts';
import { emptyColumn } from './column.ts';
import { highestHigh, lowestLow } from './intermediates.ts';
import type { Intermediates } from './intermediates.ts';
import type { IndicatorSpec } from './spec.ts';

const TENKAN = 9;
const KIJUN = 26;
const SENKOU_B = 52;
/** Bars by which the cloud is drawn ahead; read at bar i, it is the value of bar i − 26. */
const AHEAD = 26;

/** Middle between two columns, read `delay` bars late. */
export function middle(a: Float64Array, b: Float64Array, delay: number): Float64Array {
  const out = emptyColumn(a.length);
  for (let i = delay; i < out.length; i++) out[i] = (a[i - delay] + b[i - delay]) / 2;
  return out;
}

function middleLine(
  bars: BarColumns,
  period: number,
  delay: number,
  shared: Intermediates,
): Float64Array {
  return middle(highestHigh(bars, period, shared), lowestLow(bars, period, shared), delay);
}

/** Conversion line, base line and both edges of the cloud over the current bar; yuan. */
export const ICHIMOKU: readonly IndicatorSpec[] = [
  {
    name: 'ichimokuTenkan',
    outputs: ['ichi_tenkan'],
    warmup: TENKAN - 1,
    compute: (bars, shared = new Map()) => [middleLine(bars, TENKAN, 0, shared)],
  },
  {
    name: 'ichimokuKijun',
    outputs: ['ichi_kijun'],
    warmup: KIJUN - 1,
    compute: (bars, shared = new Map()) => [middleLine(bars, KIJUN, 0, shared)],
  },
  {
    name: 'ichimokuSenkouA',
    outputs: ['ichi_senkou_a'],
    warmup: KIJUN - 1 + AHEAD,
    compute: (bars, shared = new Map()) => {
      const tenkan = middleLine(bars, TENKAN, 0, shared);
      return [middle(tenkan, middleLine(bars, KIJUN, 0, shared), AHEAD)];
    },
  },
  {
    name: 'ichimokuSenkouB',
    outputs: ['ichi_senkou_b'],
    warmup: SENKOU_B - 1 + AHEAD,
    compute: (bars, shared = new Map()) => [middleLine(bars, SENKOU_B, AHEAD, shared)],
  },
];
