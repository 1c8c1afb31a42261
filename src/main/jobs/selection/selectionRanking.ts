import { toIsoDate } from '#main/lib/dates.ts';
import { confidenceOf } from '#main/report/confidence.ts';
import type { StoredScores } from '#main/store/scores.ts';
import type { Store } from '#main/store/store.ts';
import { AppError } from '#shared/errors.ts';
import { isTimingConfig, isTimingReport } from '#shared/runs.ts';
import type { RankRow, Ranking, ScoreHistory } from '#shared/selection.ts';

/** Scores of the run's model; throws INVALID_INPUT for a run that has none. */
function readScores(store: Store, run: string): StoredScores {
  const { config } = store.runs.get(run);
  const scores = isTimingConfig(config) ? null : store.scores.read(run, config.model);
  if (scores) return scores;
  const why = isTimingConfig(config)
    ? 'ranks nothing: it times single symbols'
    : 'has no scores yet';
  throw new AppError('INVALID_INPUT', `run ${run} ${why}`, { run });
}

/** Columns with a score on a row, best first; equal scores are listed by symbol. */
function orderOf({ scores, symbols }: StoredScores, row: number): number[] {
  const at = (column: number): number => scores[row * symbols.length + column];
  return symbols
    .map((_, column) => column)
    .filter((column) => !Number.isNaN(at(column)))
    .sort((a, b) => at(b) - at(a) || (symbols[a] < symbols[b] ? -1 : 1));
}

/** The rank of each column of an order, from 1; equal scores share the middle of their places. */
function ranksOf(
  { scores, symbols }: StoredScores,
  row: number,
  order: readonly number[],
): Map<number, number> {
  const at = (place: number): number => scores[row * symbols.length + order[place]];
  const ranks = new Map<number, number>();
  for (let first = 0; first < order.length;) {
    let last = first;
    while (last + 1 < order.length && at(last + 1) === at(first)) last++;
    for (let i = first; i <= last; i++) ranks.set(order[i], 1 + (first + last) / 2);
    first = last + 1;
  }
  return ranks;
}

/**
 * The universe's ranking at the close of a date, by default the last one.
 *
 * @throws INVALID_INPUT where the run has no scores on that date
 */
export function rankRun(store: Store, input: { run: string; date?: string }): Ranking {
  const { run } = input;
  const scores = readScores(store, run);
  const dates = Array.from(scores.dates, toIsoDate);
  const date = input.date ?? dates[dates.length - 1];
  const row = dates.indexOf(date);
  if (row < 0) {
    throw new AppError(
      'INVALID_INPUT',
      `run ${run} has no scores of ${date}; they reach from ${dates[0]} to ${dates[dates.length - 1]}, trade dates only`,
      { run, date },
    );
  }
  return { run, date, dates, rows: listRows(store, run, scores, row) };
}

function listRows(store: Store, run: string, scores: StoredScores, row: number): RankRow[] {
  const { symbols, dates, outcomes } = scores;
  const date = toIsoDate(dates[row]);
  const held = heldOn(store, run, date);
  const order = orderOf(scores, row);
  const ranks = ranksOf(scores, row, order);
  return order.map((column) => {
    const rank = ranks.get(column)!;
    const symbol = symbols[column];
    const outcome = outcomes[row * symbols.length + column];
    const { close } = store.bars.readSeries(symbol, dates[row], dates[row]);
    return {
      rank,
      symbol,
      name: store.instruments.find(symbol)?.name ?? symbol,
      score: scores.scores[row * symbols.length + column],
      percentile: order.length === 1 ? 1 : 1 - (rank - 1) / (order.length - 1),
      close: close[0] ?? null,
      outcome: Number.isNaN(outcome) ? null : outcome,
      isBehindEnd: isBehindEnd(scores, row, column),
      isHeld: held.has(symbol),
      ...doubtsAt(scores, row * symbols.length + column),
    };
  });
}

/** Whether a symbol has no outcome from a row on to the last; what is missing before a known one was left out. */
function isBehindEnd({ outcomes, symbols, dates }: StoredScores, row: number, column: number) {
  for (let later = row; later < dates.length; later++) {
    if (!Number.isNaN(outcomes[later * symbols.length + column])) return false;
  }
  return true;
}

/** Band, confidence and distance of one score. A band reaches as far up as down. */
function doubtsAt(
  { scores, doubts }: StoredScores,
  at: number,
): Pick<RankRow, 'lower' | 'upper' | 'confidence' | 'distance'> {
  const known = (column: Float64Array | null | undefined): number | null =>
    column && !Number.isNaN(column[at]) ? column[at] : null;
  const [lower, spread] = [known(doubts?.lowers), known(doubts?.spreads)];
  return {
    lower,
    upper: lower === null ? null : 2 * scores[at] - lower,
    confidence: spread === null ? null : confidenceOf(spread),
    distance: known(doubts?.distances),
  };
}

/** What the account held at the close of that date; nothing while the run has no report yet. */
function heldOn(store: Store, run: string, date: string): Set<string> {
  if (store.runs.get(run).state !== 'done') return new Set();
  const report = store.runs.readReport(run);
  if (isTimingReport(report)) return new Set();
  const day = report.holdings.find((one) => one.date === date);
  return new Set(day?.positions.map(({ symbol }) => symbol));
}

/** One symbol's score and rank on every date of a run. */
export function readScoreHistory(
  store: Store,
  { run, symbol }: { run: string; symbol: string },
): ScoreHistory {
  const scores = readScores(store, run);
  const column = scores.symbols.indexOf(symbol);
  if (column < 0) {
    throw new AppError('INVALID_INPUT', `${symbol} is not in the universe of run ${run}`, {
      run,
      symbol,
    });
  }
  const history: ScoreHistory = { run, symbol, dates: [], score: [], rank: [], counts: [] };
  scores.dates.forEach((date, row) => {
    const score = scores.scores[row * scores.symbols.length + column];
    const order = orderOf(scores, row);
    history.dates.push(toIsoDate(date));
    history.score.push(Number.isNaN(score) ? null : score);
    history.rank.push(ranksOf(scores, row, order).get(column) ?? null);
    history.counts.push(order.length);
  });
  return history;
}
