import type { AdjustFactor, BarColumns, TradeDate } from '#shared/domain.ts';
import { badData } from './checkBars.ts';
import type { Dividend } from './source.ts';

/** Steps of two providers that lie closer are the same: one of them rounds the reference price to a fen. */
const SAME_STEP = 0.002;
/** A step nearer to 1 is no event. */
const NO_STEP = 1e-6;

/**
 * Cumulative backward factors from announced dividends: on each ex-date
 * prevClose / ((prevClose − cash) / (1 + bonus + transfer)), prevClose being the raw close of the last
 * bar before it. Begins with 1 on the first bar; ex-dates up to it, and those after the last bar,
 * cannot be computed and are left out. Rights issues are not in dividends: `compareFactors` finds
 * them. Throws SOURCE_BAD_DATA where a dividend is larger than the price.
 */
export function computeFactors(
  dividends: readonly Dividend[],
  bars: Pick<BarColumns, 'tradeDate' | 'close'>,
): AdjustFactor[] {
  const { tradeDate, close } = bars;
  if (tradeDate.length === 0) return [];
  const factors: AdjustFactor[] = [{ tradeDate: tradeDate[0], factor: 1 }];
  let next = 1;
  for (const { exDate, cash, shares } of gatherByDate(dividends)) {
    if (exDate <= tradeDate[0] || exDate > tradeDate[tradeDate.length - 1]) continue;
    while (tradeDate[next] < exDate) next++;
    const prevClose = close[next - 1];
    if (cash >= prevClose) {
      throw badData(`a dividend of ${cash} on a price of ${prevClose}`, { date: exDate });
    }
    const step = (prevClose * (1 + shares)) / (prevClose - cash);
    const last = factors[factors.length - 1];
    if (step - 1 > NO_STEP) factors.push({ tradeDate: exDate, factor: last.factor * step });
  }
  return factors;
}

/** What all dividends of one ex-date come to, oldest first. */
function gatherByDate(
  dividends: readonly Dividend[],
): { exDate: TradeDate; cash: number; shares: number }[] {
  const byDate = new Map<TradeDate, { exDate: TradeDate; cash: number; shares: number }>();
  for (const { exDate, cash, bonus, transfer } of dividends) {
    const sum = byDate.get(exDate) ?? { exDate, cash: 0, shares: 0 };
    sum.cash += cash;
    sum.shares += bonus + transfer;
    byDate.set(exDate, sum);
  }
  return [...byDate.values()].sort((a, b) => a.exDate - b.exDate);
}

/** An ex-date on which two series of factors do not agree; a step of 1 = that one has none. */
export interface FactorDifference {
  tradeDate: TradeDate;
  stepA: number;
  stepB: number;
}

/**
 * Ex-dates within the span of both whose steps differ by more than 0.2%, oldest first. Only steps are
 * compared: two providers may begin their factors at different days, and so at different levels.
 */
export function compareFactors(
  a: readonly AdjustFactor[],
  b: readonly AdjustFactor[],
): FactorDifference[] {
  if (a.length === 0 || b.length === 0) return [];
  const from = Math.max(a[0].tradeDate, b[0].tradeDate);
  const [stepsA, stepsB] = [stepsOf(a), stepsOf(b)];
  const dates = [...new Set([...stepsA.keys(), ...stepsB.keys()])].sort((x, y) => x - y);
  return dates
    .filter((date) => date > from)
    .map((tradeDate) => ({
      tradeDate,
      stepA: stepsA.get(tradeDate) ?? 1,
      stepB: stepsB.get(tradeDate) ?? 1,
    }))
    .filter(({ stepA, stepB }) => Math.abs(stepA / stepB - 1) > SAME_STEP);
}

/** Factor over the one before, by date; the first has no step. */
function stepsOf(factors: readonly AdjustFactor[]): Map<TradeDate, number> {
  return new Map(
    factors
      .slice(1)
      .map(({ tradeDate, factor }, i) => [tradeDate, factor / factors[i].factor] as const),
  );
}
