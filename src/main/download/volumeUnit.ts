import { MAX_BAD_ROWS } from '#main/market/rowProblem.ts';
import type { BarColumns } from '#shared/domain.ts';

/** Shares in one unit of the volume column: 1, or 100 for 手. */
export type VolumeUnit = 1 | 100;

type TradedColumns = Pick<BarColumns, 'low' | 'high' | 'volume' | 'amount'>;

/** Far-off rows that say nothing about the whole, where rows are judged one by one afterwards. */
const STRAYS = MAX_BAD_ROWS;

/** How far the day's average price may lie outside low..high, beside the rounding of the volume. */
const TOLERANCE = 0.005;
/** Sources print single odd days: up to this share of them is let pass, at least one if it is near. */
const MAX_ODD_SHARE = 0.01;
const NEAR = 0.2;
/**
 * An index has no price a share, but its amount / volume is the average share of its members: a few to
 * some hundred yuan. In 手 it comes out a hundred times higher; between these two bounds nothing is certain.
 */
const HIGHEST_AVERAGE_PRICE = 200;
const LOWEST_AVERAGE_LOT = 300;

export interface UnitCheck {
  fits: boolean;
  /** Bars with volume and amount. */
  checked: number;
  /** First bar whose average price lies outside its range; −1 if none does. */
  firstOdd: number;
}

/**
 * Whether amount / (volume × unit) lies within the range of its bar, which a wrong unit, an adjusted
 * series or another instrument's bars do not manage. Not for indices: their amount is not
 * price × volume.
 * @param mayStray a few rows far off, always the lesser part, do not decide: each is judged afterwards
 */
export function checkVolumeUnit(
  bars: TradedColumns,
  unit: VolumeUnit,
  mayStray = false,
): UnitCheck {
  let checked = 0;
  let odd = 0;
  let far = 0;
  let firstOdd = -1;
  for (let i = 0; i < bars.volume.length; i++) {
    const shares = bars.volume[i] * unit;
    if (!(shares > 0) || !(bars.amount[i] > 0) || !(bars.low[i] > 0)) continue;
    checked++;
    const gap = gapOf(bars.amount[i] / shares, bars.low[i], bars.high[i]);
    if (gap <= TOLERANCE + (0.5 * unit) / shares) continue;
    if (firstOdd === -1) firstOdd = i;
    odd++;
    if (gap > NEAR) far++;
  }
  const strays = mayStray ? Math.min(STRAYS, Math.floor((checked - 1) / 2)) : 0;
  const limit = Math.max(strays, checked * MAX_ODD_SHARE);
  return { fits: checked > 0 && odd <= Math.max(1, limit) && far <= limit, checked, firstOdd };
}

/** The unit of an index's volume; null where it is not certain. */
export function indexVolumeUnit({ volume, amount }: TradedColumns): VolumeUnit | null {
  const ratios = Array.from(volume, (value, i) => amount[i] / value)
    .filter((ratio) => ratio > 0 && ratio < Infinity)
    .sort((a, b) => a - b);
  const median = ratios[Math.floor(ratios.length / 2)];
  if (median <= HIGHEST_AVERAGE_PRICE) return 1;
  return median >= LOWEST_AVERAGE_LOT ? 100 : null;
}

/** Relative distance of a price from a range; 0 inside. */
function gapOf(price: number, low: number, high: number): number {
  return Math.max(low / price - 1, price / high - 1, 0);
}
