import type { AdjustFactor, BarColumns, TradeDate } from '#shared/domain.ts';

/** What one share turns into on an ex-date, per share. */
export interface Distribution {
  exDate: TradeDate;
  /** Yuan before tax. */
  cash: number;
  /** New shares for one, given from profit and from capital reserve. */
  bonus: number;
  transfer: number;
}

/**
 * Cumulative backward factors from announced distributions: on each ex-date prevClose divided by
 * (prevClose − cash) / (1 + bonus + transfer). Rights issues are not announced as distributions and are
 * missing. Distributions before the second bar have no close to be held against and are left out.
 * Each value depends on its own and earlier bars only.
 * @param distributions oldest first
 */
export function dividendFactors(
  { tradeDate, close }: Pick<BarColumns, 'tradeDate' | 'close'>,
  distributions: readonly Distribution[],
): AdjustFactor[] {
  const factors: AdjustFactor[] = [];
  let factor = 1;
  for (const { exDate, cash, bonus, transfer } of distributions) {
    const i = tradeDate.findIndex((date) => date >= exDate);
    if (i < 1) continue;
    const reference = (close[i - 1] - cash) / (1 + bonus + transfer);
    if (!(reference > 0)) continue;
    factor *= close[i - 1] / reference;
    if (factors.at(-1)?.tradeDate === tradeDate[i]) factors.pop();
    factors.push({ tradeDate: tradeDate[i], factor });
  }
  return factors;
}
