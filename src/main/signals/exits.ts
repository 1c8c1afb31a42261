import type { MarkerKind } from '#shared/domain.ts';
import type { TimingSettings } from '#shared/run.ts';
import type { Execution, Market } from './strategy.ts';

/** What the exits must remember of an open position. Prices are backward-adjusted: an ex-date is no loss. */
export interface Holding {
  entry: number;
  /** Highest price since the entry: of closes, or of highs where exits rest within the day. */
  peak: number;
  /** Reductions done. */
  stage: number;
  /** Shares of the reductions still to come, the next one first, as planned at the last close. */
  reductions: number[];
  /** Shares that the market did not take of a reduction begun. */
  owed: number;
}

/** 12 / 10 − 1 is a hair below 0.2 in binary: thresholds are met within this. */
const NEAR = 1e-9;

/** One exit of a position: how much of it to sell, and why. */
export interface Exit {
  kind: MarkerKind;
  shares: number;
  reason: string;
}

const percent = (ratio: number): string => `${(ratio * 100).toFixed(1)}%`;

/** Gains at which the position is reduced; a level of 0 is switched off. */
function reduceLevels({ reduceFirst, reduceSecond }: TimingSettings): number[] {
  return [reduceFirst, reduceSecond].filter((level) => level > 0);
}

/**
 * Shares of one reduction: `reduceShare` of the original size, in whole lots. What is held after
 * `stage` reductions is 1 − stage × share of the original, whatever splits came in between.
 * 0 when that is less than the smallest order.
 */
function reduceSize(
  market: Market,
  symbol: number,
  held: number,
  stage: number,
  { reduceShare }: TimingSettings,
): number {
  const rest = 1 - stage * reduceShare;
  if (rest <= reduceShare) return held;
  return market.toLot(symbol, Math.floor((held * reduceShare) / rest + 1e-9));
}

/** Sizes of the reductions still to come; none after one that is too small. What is owed comes first. */
function planReductions(
  market: Market,
  symbol: number,
  { stage, owed }: Holding,
  settings: TimingSettings,
): number[] {
  const sizes: number[] = [];
  let held = market.shares(symbol);
  for (let next = stage; next < reduceLevels(settings).length; next++) {
    const isOwed = next === stage && owed > 0;
    const size = isOwed ? Math.min(owed, held) : reduceSize(market, symbol, held, next, settings);
    if (size === 0) break;
    sizes.push(size);
    held -= size;
  }
  return sizes;
}

/**
 * The exit that a close asks for, or null. In this order, the first that holds: stop-loss, trailing
 * exit from the peak, take-profit, reduction, probability gone. A threshold of 0 is switched off.
 */
export function decideExit(
  market: Market,
  symbol: number,
  holding: Holding,
  probability: number | null,
  settings: TimingSettings,
): Exit | null {
  const price = market.close(symbol) * market.factor(symbol);
  const gain = price / holding.entry - 1;
  const fromPeak = price / holding.peak - 1;
  const { stopLoss, trailingStop, takeProfit, exitProbability } = settings;
  const all = (kind: MarkerKind, reason: string): Exit => ({ kind, shares: Infinity, reason });
  if (stopLoss > 0 && gain <= NEAR - stopLoss) {
    return all('stopLoss', `gain ${percent(gain)} <= ${percent(-stopLoss)}`);
  }
  if (trailingStop > 0 && fromPeak <= NEAR - trailingStop) {
    return all('trailingStop', `from peak ${percent(fromPeak)} <= ${percent(-trailingStop)}`);
  }
  if (takeProfit > 0 && gain >= takeProfit - NEAR) {
    return all('takeProfit', `gain ${percent(gain)} >= ${percent(takeProfit)}`);
  }
  const level = reduceLevels(settings)[holding.stage];
  if (level !== undefined && holding.reductions.length > 0 && gain >= level - NEAR) {
    const [shares] = holding.reductions;
    return { kind: 'reduce', shares, reason: `gain ${percent(gain)} >= ${percent(level)}` };
  }
  if (probability !== null && probability < exitProbability) {
    const figures = `${probability.toFixed(2)} < ${exitProbability.toFixed(2)}`;
    return all('sell', `probability ${figures}`);
  }
  return null;
}

/** Lays out tomorrow's resting orders: stop-loss and trailing exit below, reductions and take-profit above. */
export function restExits(
  market: Market,
  symbol: number,
  holding: Holding,
  probability: number | null,
  settings: TimingSettings,
): void {
  const { stopLoss, trailingStop, takeProfit } = settings;
  const rest = (exit: Exit, trigger: 'below' | 'above', adjustedLevel: number): void => {
    market.rest({ symbol, trigger, adjustedLevel, probability, ...exit });
  };
  const all = (kind: MarkerKind, reason: string): Exit => ({ kind, shares: Infinity, reason });
  if (stopLoss > 0 && stopLoss < 1) {
    const exit = all('stopLoss', `resting at gain ${percent(-stopLoss)}`);
    rest(exit, 'below', holding.entry * (1 - stopLoss));
  }
  if (trailingStop > 0 && trailingStop < 1) {
    const exit = all('trailingStop', `resting at ${percent(-trailingStop)} from peak`);
    rest(exit, 'below', holding.peak * (1 - trailingStop));
  }
  const levels = reduceLevels(settings).slice(holding.stage);
  holding.reductions.forEach((shares, i) => {
    const reason = `resting at gain ${percent(levels[i])}`;
    rest({ kind: 'reduce', shares, reason }, 'above', holding.entry * (1 + levels[i]));
  });
  if (takeProfit > 0) {
    const exit = all('takeProfit', `resting at gain ${percent(takeProfit)}`);
    rest(exit, 'above', holding.entry * (1 + takeProfit));
  }
}

const enter = (entry: number, peak: number): Holding => ({
  entry,
  peak,
  stage: 0,
  reductions: [],
  owed: 0,
});

/** The memory of one symbol's position, kept from fills and closes. */
export class PositionWatch {
  readonly #settings: TimingSettings;
  #holding: Holding | null = null;

  constructor(settings: TimingSettings) {
    this.#settings = settings;
  }

  onFill({ side, kind, adjustedPrice, shares }: Execution): void {
    if (side === 'buy') this.#holding ??= enter(adjustedPrice, adjustedPrice);
    else if (kind === 'reduce' && this.#holding) {
      this.#holding.owed = (this.#holding.reductions.shift() ?? shares) - shares;
      if (this.#holding.owed <= 0) this.#holding.stage++;
    }
  }

  /**
   * The position after this close, its peak raised; null when flat. A base position enters at its
   * cost, and its peak counts from the first close that is seen.
   */
  update(market: Market, symbol: number): Holding | null {
    if (market.shares(symbol) === 0) {
      this.#holding = null;
      return null;
    }
    const factor = market.factor(symbol);
    const top = this.#settings.exits === 'intraday' ? market.high(symbol) : market.close(symbol);
    const holding = (this.#holding ??= enter(market.averageCost(symbol) * factor, 0));
    holding.peak = Math.max(holding.peak, top * factor);
    if (holding.owed > 0 && market.toLot(symbol, holding.owed) === 0) {
      holding.stage++;
      holding.owed = 0;
    }
    holding.reductions = planReductions(market, symbol, holding, this.#settings);
    return holding;
  }
}
