import type { TimingSettings } from '#shared/run.ts';
import { meetsConditions } from './entryConditions.ts';
import { PositionWatch, decideExit, restExits } from './exits.ts';
import type { Exit } from './exits.ts';
import { PredictionCursor } from './predictionCursor.ts';
import { controlled } from './riskControl.ts';
import type { KnownPrediction } from './predictionCursor.ts';
import type { Market, Predictions, Strategy } from './strategy.ts';

/** Why a flat symbol is to be bought at this close, or null. Asked only on days with a prediction. */
export type EntryRule = (
  symbol: number,
  prediction: KnownPrediction,
  market: Market,
) => string | null;

/** Thresholds of 0 are switched off. */
const NO_PRICE_EXITS = {
  stopLoss: 0,
  trailingStop: 0,
  takeProfit: 0,
  reduceFirst: 0,
  reduceSecond: 0,
} satisfies Partial<TimingSettings>;

/**
 * t-timing's exits around any entry rule. Symbols without predictions are left alone. An entry uses
 * `positionShare` of equity, divided by the number of symbols, at the price of the close.
 * With `exits: 'intraday'` stop, trailing exit, reductions and take-profit rest in the market from
 * the day after the entry on; only a gone probability is still decided at the close.
 * Under risk control where the settings ask for it.
 */
export function createTimingStrategy(
  settings: TimingSettings,
  predictions: readonly Predictions[],
  enter: EntryRule,
): Strategy {
  const watches: PositionWatch[] = [];
  const cursors: PredictionCursor[] = [];
  const entrySize = (market: Market, symbol: number): number =>
    Math.floor(
      (market.equity * settings.positionShare) / market.symbols.length / market.close(symbol),
    );
  const isIntraday = settings.exits === 'intraday';
  const exitsAtClose = isIntraday ? { ...settings, ...NO_PRICE_EXITS } : settings;

  const sell = (market: Market, symbol: number, exit: Exit, probability: number | null): void => {
    market.order({ symbol, side: 'sell', probability, ...exit });
  };
  const buy = (market: Market, symbol: number, prediction: KnownPrediction): void => {
    const reason = enter(symbol, prediction, market);
    const shares = reason === null ? 0 : entrySize(market, symbol);
    if (reason === null || shares === 0) return;
    const { probability } = prediction;
    market.order({ symbol, side: 'buy', shares, kind: 'buy', reason, probability });
  };
  const decide = (market: Market, symbol: number): void => {
    const prediction = cursors[symbol].at(market.tradeDate);
    const probability = prediction?.probability ?? null;
    const holding = watches[symbol].update(market, symbol);
    if (holding === null) {
      if (prediction !== null && market.isTrading(symbol)) buy(market, symbol, prediction);
      return;
    }
    const exit = decideExit(market, symbol, holding, probability, exitsAtClose);
    if (exit) sell(market, symbol, exit, probability);
    // Even beside an order for the open, which may be refused there.
    if (isIntraday) restExits(market, symbol, holding, probability, settings);
  };

  const strategy: Strategy = {
    onClose(market) {
      for (let symbol = 0; symbol < market.symbols.length; symbol++) {
        watches[symbol] ??= new PositionWatch(settings);
        cursors[symbol] ??= new PredictionCursor(predictions, market.symbols[symbol]);
        decide(market, symbol);
      }
    },
    onFill(execution) {
      watches[execution.symbol].onFill(execution);
    },
  };
  return controlled(strategy, settings);
}

/**
 * The published rule: buy when flat and the probability reaches `buyProbability`, leave by the exits.
 * A day without a prediction never enters, and its stops and targets hold all the same. Where the settings
 * ask for more than a probability, it is asked of entries alone.
 */
export function timing(settings: TimingSettings, predictions: readonly Predictions[]): Strategy {
  const { buyProbability } = settings;
  return createTimingStrategy(settings, predictions, (_symbol, prediction) => {
    const { probability, lower } = prediction;
    if (!(probability >= buyProbability)) return null;
    // NaN is not enough.
    if (settings.requireBand && !(lower >= buyProbability)) return null;
    if (!meetsConditions(prediction, settings)) return null;
    return settings.requireBand
      ? `probability ${probability.toFixed(2)}, at least ${lower.toFixed(2)} >= ${buyProbability.toFixed(2)}`
      : `probability ${probability.toFixed(2)} >= ${buyProbability.toFixed(2)}`;
  });
}
