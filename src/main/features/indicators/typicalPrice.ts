import type { BarColumns } from '#shared/domain.ts';

/** (high + low + close) / 3; yuan. */
export function typicalPrice({ high, low, close }: BarColumns): Float64Array {
  const out = new Float64Array(close.length);
  for (let i = 0; i < out.length; i++) out[i] = (high[i] + low[i] + close[i]) / 3;
  return out;
}
