import type { BacktestResult } from '#main/backtest/types.ts';
import type { DailySeries, SymbolCode } from '#shared/domain.ts';
import type { BackendInfo } from '#shared/run.ts';
import type { PredictionBand, SelectionConfig, TrainingRecord } from '#shared/selection.ts';
import type { AccountHistory } from './account.ts';

/**
 * Scores of the test span beside what became of them; element `date × symbols.length + symbol`.
 * Each score is known at the close of its date, each outcome only `horizon` bars later.
 */
export interface ScoredPanel {
  /** Ascending. */
  dates: Int32Array;
  symbols: readonly SymbolCode[];
  /** NaN = no score. */
  values: Float64Array;
  /** The return that the score speaks of (of a price label: label / close − 1); NaN while unknown. */
  outcomes: Float64Array;
  /** Prediction and label as the loss of training sees them; without them no error is stated. */
  standardised?: { predictions: Float64Array; labels: Float64Array };
  /** Whether values are shares of equity, Σ = 1 by row. */
  areWeights?: boolean;
  /** Of each window that `standardised` has: share of the training windows that lie nearer to their middle. */
  windowDistances?: Float32Array;
}

export interface SelectionReportInput {
  run: string;
  config: SelectionConfig;
  appVersion: string;
  dataVersion: string;
  backend: BackendInfo;
  isSimulated: boolean;
  /** Every symbol that was ever part of the universe. */
  symbols: readonly SymbolCode[];
  /** Names of symbols; one without a name is shown by its code. */
  names: ReadonlyMap<SymbolCode, string>;
  /** Raw bars of the backtest, for what is held at each close. */
  series: readonly DailySeries[];
  /** The four accounts over the same dates, from the first date with scores on. */
  strategy: BacktestResult;
  universe: AccountHistory;
  ridge: AccountHistory;
  /** Total return of each random draw over the same dates. */
  randomReturns: ArrayLike<number>;
  /** Benchmark closes on the strategy's dates, NaN where it has none; null without a benchmark. */
  benchmark: Float64Array | null;
  scored: ScoredPanel;
  ridgeScored: ScoredPanel;
  /** Null where a model has none. */
  band: PredictionBand | null;
  ridgeBand: PredictionBand | null;
  /** From 1, one value a date of `scored`; null where the preset's document has none. */
  idealEquity: Float64Array | null;
  training: readonly TrainingRecord[];
  /** Of `survivorshipStatements`. */
  survivorship: readonly string[];
  /** Of `selectionNotes`, and what else must be said. */
  notes: readonly string[];
  /** Seconds by stage. */
  timing: Record<string, number>;
}
