import type { AdjustFactor, TradeDate } from '#shared/domain.ts';

/** Sources round reference prices to fen, which moves the step of a cheap share by up to 0.2%. */
const TOLERANCE = 0.005;

export interface FactorMismatch {
  tradeDate: TradeDate;
  /** Step of the cumulative factor on that day by each side; 1 = none. */
  known: number;
  given: number;
}

/** Factor in force on each date; 1 before the first. Both oldest first. */
function spread(factors: readonly AdjustFactor[], tradeDate: Int32Array): Float64Array {
  const column = new Float64Array(tradeDate.length);
  let next = 0;
  let inForce = 1;
  tradeDate.forEach((date, i) => {
    while (next < factors.length && factors[next].tradeDate <= date) {
      inForce = factors[next++].factor;
    }
    column[i] = inForce;
  });
  return column;
}

/** The days on which two sets of cumulative factors step by amounts that rounding does not explain. */
export function compareFactors(
  known: readonly AdjustFactor[],
  given: readonly AdjustFactor[],
  tradeDate: Int32Array,
): FactorMismatch[] {
  const [left, right] = [spread(known, tradeDate), spread(given, tradeDate)];
  const found: FactorMismatch[] = [];
  for (let i = 1; i < tradeDate.length; i++) {
    const steps = { known: left[i] / left[i - 1], given: right[i] / right[i - 1] };
    if (Math.abs(steps.known / steps.given - 1) > TOLERANCE) {
      found.push({ tradeDate: tradeDate[i], ...steps });
    }
  }
  return found;
}
