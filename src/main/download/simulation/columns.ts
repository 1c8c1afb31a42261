import type { BarColumns } from '#shared/domain.ts';

export function emptyColumns(tradeDate: Int32Array): BarColumns {
  const column = (): Float64Array => new Float64Array(tradeDate.length);
  return {
    tradeDate,
    open: column(),
    high: column(),
    low: column(),
    close: column(),
    volume: column(),
    amount: column(),
  };
}
