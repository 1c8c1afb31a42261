import { runBacktest } from '#main/backtest/runBacktest.ts';
import type { BacktestInput, BacktestResult } from '#main/backtest/types.ts';
import { fromIsoDate } from '#main/lib/dates.ts';
import { deriveSeed } from '#main/lib/random.ts';
import { assertRulesCover } from '#main/market/rulebook.ts';
import { buyAndHold, randomEntries } from '#main/signals/baselines.ts';
import type { Predictions, Strategy } from '#main/signals/strategy.ts';
import { timing } from '#main/signals/timing.ts';
import type { Store } from '#main/store/store.ts';
import type { HandlerContext } from '#shared/contract.ts';
import type { Instrument } from '#shared/domain.ts';
import { AppError, throwIfCancelled } from '#shared/errors.ts';
import type { TimingConfig } from '#shared/run.ts';
import type { TimingData } from './timingData.ts';
import { doubtsOf } from './timingDoubts.ts';
import type { SaidBy } from './timingDoubts.ts';
import type { SymbolFolds } from './trainFolds.ts';

const RANDOM_DRAWS = 200;

export interface TimingBacktests {
  strategy: BacktestResult;
  buyAndHold: BacktestResult;
  logistic: BacktestResult;
  /** Total return of each random draw. */
  randomReturns: Float64Array;
}

/**
 * Refuses at the start of a run, before hours of training, what its backtests would refuse at the end:
 * INVALID_INPUT for a symbol named twice, a base position of several symbols, an index, or a start before
 * the rulebook.
 */
export function assertTradable(config: TimingConfig, symbols: readonly TimingData[]): void {
  const twice = config.symbols.find((symbol, i) => config.symbols.indexOf(symbol) !== i);
  if (twice !== undefined) {
    throw new AppError('INVALID_INPUT', `${twice} is named twice`, { symbol: twice });
  }
  toBase(config);
  if (config.settings.rules === 'plain') return;
  for (const { symbol, series } of symbols) assertRulesCover(symbol, series.tradeDate[0]);
}

/** The strategy and what it is measured against, all through the same exchange, costs and span. */
export async function backtestTiming(
  store: Store,
  config: TimingConfig,
  symbols: readonly SymbolFolds[],
  context: HandlerContext,
): Promise<TimingBacktests> {
  const run = createRunner(store, config, symbols);
  const predictions = symbols.map((symbol) => toPredictions(symbol, 'probabilities'));
  const strategy = run(timing(config.settings, predictions));
  const logistic = run(
    timing(
      config.settings,
      symbols.map((symbol) => toPredictions(symbol, 'logistic')),
    ),
  );
  return {
    strategy,
    buyAndHold: run(buyAndHold(config.settings.positionShare)),
    logistic,
    randomReturns: await drawRandom(config, predictions, strategy, run, context),
  };
}

type Runner = (strategy: Strategy) => BacktestResult;

function createRunner(store: Store, config: TimingConfig, symbols: readonly SymbolFolds[]): Runner {
  const { settings } = config;
  const input: Omit<BacktestInput, 'strategy'> = {
    series: symbols.map(({ data }) => data.series),
    instruments: symbols.map(({ data }) => findInstrument(store, data)),
    from: fromIsoDate(config.from),
    to: fromIsoDate(config.to),
    cash: settings.cash,
    base: toBase(config),
    costs: {
      commission: settings.commission,
      minCommission: settings.minCommission,
      slippage: settings.slippage,
      volumeCap: settings.volumeCap,
    },
    rules: settings.rules,
  };
  return (strategy) => runBacktest({ ...input, strategy });
}

function findInstrument(store: Store, { symbol }: TimingData): Instrument {
  const instrument = store.instruments.find(symbol);
  if (!instrument) throw new AppError('INVALID_INPUT', `${symbol} is not stored`, { symbol });
  return instrument;
}

function toBase({ symbols, settings }: TimingConfig): BacktestInput['base'] {
  if (settings.baseShares === 0) return [];
  if (symbols.length > 1) {
    throw new AppError('INVALID_INPUT', 'a base position needs a run of one symbol');
  }
  return [{ symbol: symbols[0], shares: settings.baseShares, cost: settings.baseCost }];
}

function toPredictions({ data, results }: SymbolFolds, column: SaidBy): Predictions {
  return {
    symbol: data.symbol,
    tradeDate: data.tradeDate.slice(data.folds[0].testFrom),
    probability: Float64Array.from(results.flatMap((result) => result[column])),
    doubts: doubtsOf(results, column),
  };
}

/** As many entries as the strategy made, on days drawn from the predicted span. */
async function drawRandom(
  config: TimingConfig,
  predictions: readonly Predictions[],
  strategy: BacktestResult,
  run: Runner,
  context: HandlerContext,
): Promise<Float64Array> {
  const entries = new Map(
    predictions.map(({ symbol }) => [
      symbol,
      strategy.markers.filter((marker) => marker.symbol === symbol && marker.kind === 'buy').length,
    ]),
  );
  const returns = new Float64Array(RANDOM_DRAWS);
  for (let draw = 0; draw < RANDOM_DRAWS; draw++) {
    throwIfCancelled(context.signal);
    const seed = deriveSeed(config.seed, 'random', draw);
    const result = run(randomEntries({ settings: config.settings, predictions, entries, seed }));
    returns[draw] = result.equity[result.equity.length - 1] / result.equity[0] - 1;
    context.report({ step: 'backtest', done: draw + 1, total: RANDOM_DRAWS });
    if (draw % 10 === 9) await new Promise(setImmediate);
  }
  return returns;
}
