import type { BarColumns } from '#shared/domain.ts';
import { rollingMax, rollingMin } from './rolling.ts';
import { emptyColumn } from './spec.ts';
import type { IndicatorSpec } from './spec.ts';

const TENKAN = 9;
const KIJUN = 26;
const SENKOU_B = 52;
/** Bars by which the cloud is drawn ahead; read at bar i, it is the value of bar i − 26. */
const AHEAD = 26;

/** Middle between the highest high and the lowest low of the last `period` bars; yuan. */
export function middleLine({ high, low }: BarColumns, period: number): Float64Array {
  const out = rollingMax(high, period);
  const lowest = rollingMin(low, period);
  for (let i = period - 1; i < out.length; i++) out[i] = (out[i] + lowest[i]) / 2;
  return out;
}

function moveAhead(values: Float64Array): Float64Array {
  const out = emptyColumn(values.length);
  if (values.length > AHEAD) out.set(values.subarray(0, values.length - AHEAD), AHEAD);
  return out;
}

/** First edge of the cloud over this bar: the mean of conversion and base line 26 bars ago. */
export function leadingSpanA(bars: BarColumns): Float64Array {
  const tenkan = middleLine(bars, TENKAN);
  const kijun = middleLine(bars, KIJUN);
  for (let i = KIJUN - 1; i < kijun.length; i++) kijun[i] = (tenkan[i] + kijun[i]) / 2;
  return moveAhead(kijun);
}

export const ICHIMOKU: readonly IndicatorSpec[] = [
  {
    name: 'ichimokuTenkan',
    outputs: ['ichi_tenkan'],
    warmup: TENKAN - 1,
    compute: (bars) => [middleLine(bars, TENKAN)],
  },
  {
    name: 'ichimokuKijun',
    outputs: ['ichi_kijun'],
    warmup: KIJUN - 1,
    compute: (bars) => [middleLine(bars, KIJUN)],
  },
  {
    name: 'ichimokuSenkouA',
    outputs: ['ichi_senkou_a'],
    warmup: KIJUN - 1 + AHEAD,
    compute: (bars) => [leadingSpanA(bars)],
  },
  {
    name: 'ichimokuSenkouB',
    outputs: ['ichi_senkou_b'],
    warmup: SENKOU_B - 1 + AHEAD,
    compute: (bars) => [moveAhead(middleLine(bars, SENKOU_B))],
  },
];
