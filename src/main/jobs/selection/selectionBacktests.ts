import { runBacktest } from '#main/backtest/runBacktest.ts';
import type { BacktestInput, BacktestResult } from '#main/backtest/types.ts';
import { fromDayNumber, fromIsoDate, toDayNumber } from '#main/lib/dates.ts';
import { deriveSeed } from '#main/lib/random.ts';
import { idealEquity } from '#main/signals/idealEquity.ts';
import { limitEntries } from '#main/signals/entryConditions.ts';
import { randomScores } from '#main/signals/randomScores.ts';
import { markEligible } from '#main/signals/scores.ts';
import type { Scores } from '#main/signals/scores.ts';
import { createSelectionStrategy } from '#main/signals/selection.ts';
import type { Strategy } from '#main/signals/strategy.ts';
import { equalWeight } from '#main/signals/topK.ts';
import type { Store } from '#main/store/store.ts';
import type { HandlerContext } from '#shared/contract.ts';
import type { DailySeries, Instrument, SymbolCode } from '#shared/domain.ts';
import { AppError } from '#shared/errors.ts';
import type { SelectionConfig } from '#shared/selection.ts';
import { takeTurn } from '../takeTurn.ts';

const RANDOM_DRAWS = 200;
/** Symbol-days that the random draws may walk through in all; large universes get fewer draws. */
const RANDOM_BARS = 20_000_000;
const FEWEST_DRAWS = 20;

export interface SelectionBacktests {
  series: DailySeries[];
  strategy: BacktestResult;
  universe: BacktestResult;
  ridge: BacktestResult;
  /** Total return of each random draw. */
  randomReturns: Float64Array;
  idealEquity: Float64Array | null;
  /** The model's scores, marked with what may be bought: without and under the settings' own conditions. */
  entries: { eligible: Scores; model: Scores };
}

export interface ScoresOfRun {
  model: Scores;
  ridge: Scores;
}

/** The strategy on the model's scores and what it is measured against, over one span, exchange and costs. */
export async function backtestSelection(
  store: Store,
  config: SelectionConfig,
  scores: ScoresOfRun,
  context: HandlerContext,
): Promise<SelectionBacktests> {
  const { preset, settings } = config;
  const series = readSeries(store, config, scores.model);
  const eligible = markEligible(scores.model, series, settings);
  const model = limitEntries(eligible, settings);
  const ridge = limitEntries(markEligible(scores.ridge, series, settings), settings);
  const run = createRunner(store, config, model, series);
  const strategy = run(createSelectionStrategy(preset, settings, model));
  return {
    series,
    strategy,
    universe: run(equalWeight(settings, eligible), 'any'),
    ridge: run(createSelectionStrategy(preset, settings, ridge)),
    randomReturns: await drawRandom(config, model, eligible, run, context),
    idealEquity: preset === 'lstm-top30' ? idealEquity(model, series, settings.holdCount) : null,
    entries: { eligible, model },
  };
}

/** Raw bars of the test span with those before it that settle how long a symbol has been listed. */
function readSeries(
  store: Store,
  { settings, to }: SelectionConfig,
  scores: Scores,
): DailySeries[] {
  const daysBefore = 2 * settings.minListedBars + 30;
  const from = fromDayNumber(toDayNumber(scores.dates[0]) - daysBefore);
  return scores.symbols
    .map((symbol) => store.bars.readSeries(symbol, from, fromIsoDate(to)))
    .filter(({ tradeDate }) => tradeDate.length > 0);
}

type Runner = (strategy: Strategy, shares?: BacktestInput['shares']) => BacktestResult;

function createRunner(
  store: Store,
  { settings, to }: SelectionConfig,
  { dates }: Scores,
  series: readonly DailySeries[],
): Runner {
  const input: Omit<BacktestInput, 'strategy'> = {
    series,
    instruments: series.map(({ symbol }) => findInstrument(store, symbol)),
    from: dates[0],
    to: fromIsoDate(to),
    cash: settings.cash,
    costs: {
      commission: settings.commission,
      minCommission: settings.minCommission,
      slippage: settings.slippage,
      volumeCap: settings.volumeCap,
    },
    rules: settings.rules,
  };
  return (strategy, shares = 'lots') => runBacktest({ ...input, strategy, shares });
}

function findInstrument(store: Store, symbol: SymbolCode): Instrument {
  const instrument = store.instruments.find(symbol);
  if (!instrument) throw new AppError('INVALID_INPUT', `${symbol} is not stored`, { symbol });
  return instrument;
}

async function drawRandom(
  { preset, settings, seed }: SelectionConfig,
  scores: Scores,
  eligible: Scores,
  run: Runner,
  context: HandlerContext,
): Promise<Float64Array> {
  const affordable = Math.floor(RANDOM_BARS / scores.values.length);
  const draws = Math.min(RANDOM_DRAWS, Math.max(FEWEST_DRAWS, affordable));
  const returns = new Float64Array(draws);
  for (let draw = 0; draw < draws; draw++) {
    await takeTurn(context.signal);
    const drawn = randomScores(
      preset,
      settings,
      scores,
      deriveSeed(seed, 'random', draw),
      eligible,
    );
    const { equity } = run(createSelectionStrategy(preset, settings, drawn));
    returns[draw] = equity[equity.length - 1] / equity[0] - 1;
    context.report({ step: 'backtest', done: draw + 1, total: draws });
  }
  return returns;
}
