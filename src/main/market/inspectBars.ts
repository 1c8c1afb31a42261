import { isTradeDate, toIsoDate } from '#main/lib/dates.ts';
import type { BarColumns, Board, SourceName, SymbolCode, TradeDate } from '#shared/domain.ts';
import { AppError } from '#shared/errors.ts';
import type { ErrorDetails } from '#shared/errors.ts';
import { pickBars } from './columns.ts';
import type { BarFinding, OddRow } from './finding.ts';
import {
  figuresAt,
  findFigureProblem,
  isTooManyBad,
  keptInOrder,
  markRepeats,
  rowText,
} from './rowProblem.ts';

/** How far a day's average price may lie outside low..high: more is no rounding and no block trade. */
const MAX_AMOUNT_GAP = 0.2;
/** After a unit was put right the average must lie in the range but for rounding. */
const UNIT_TOLERANCE = 0.005;
/** Rows of an overlap that must agree, or differ, before a conclusion is drawn. */
const MIN_OVERLAP = 3;
/** Closes this far apart on the same day are two instruments, or raw and adjusted. */
const OTHER_SCALE = 0.2;

/** What a batch of bars is held against. */
export interface BarContext {
  symbol: SymbolCode;
  board: Board;
  source: SourceName;
  /** Where the reply names one. */
  servedSymbol?: SymbolCode;
  /** Raw bars of the symbol that are stored already. */
  stored?: BarColumns;
  /** Raw bars of stored indices, which must not come under the name of a share. */
  indices?: readonly (BarColumns & { symbol: SymbolCode })[];
  /** Days that were asked for, both inclusive. */
  span?: { from: TradeDate; to: TradeDate };
  /** Rows of which a cell could not be read, as they came, by their index. */
  unread?: ReadonlyMap<number, string>;
  /** Where row `index` came from, for the message of a refusal. */
  locate?: (index: number) => ErrorDetails;
}

export interface BarInspection {
  /** Ascending, possible, ready to be stored, at least one. */
  good: BarColumns;
  /** Index in the given columns of each good bar, for columns beside them. */
  kept: Int32Array;
  quarantined: OddRow[];
  findings: BarFinding[];
}

/**
 * Judges served bars before they are stored. Rows that no exchange printed are put aside with the reason
 * and the rest is kept; where too many are bad, or the whole is another instrument, all of it is refused:
 * throws SOURCE_BAD_DATA. Rows out of turn are sorted; a row there twice counts once, and not at all where
 * the two differ. A single volume off by exactly 100 is put right, anything less certain is put aside.
 */
export function inspectBars(bars: BarColumns, context: BarContext): BarInspection {
  const { symbol, servedSymbol } = context;
  if (servedSymbol !== undefined && servedSymbol !== symbol) {
    throw refuse(`asked for ${symbol}, served ${servedSymbol}`, context, { servedSymbol });
  }
  const volume = bars.volume.slice();
  const fixed = { ...bars, volume };
  const problems = findProblems(fixed, context);
  const kept = keptInOrder(problems, bars.tradeDate);
  const good = pickBars(fixed, kept);
  const bad = problems.flatMap((problem, i) => (problem === null ? [] : [i]));
  if (isTooManyBad(bad.length, problems.length)) {
    const share = `${bad.length} of ${bars.tradeDate.length} rows are bad, the first one: `;
    throw refuse(share + (problems[bad[0]] ?? ''), context, context.locate?.(bad[0]));
  }
  assertSameInstrument(good, context);
  return {
    good,
    kept,
    quarantined: bad.map((i) => toOddRow(bars, i, problems[i] ?? '', context)),
    findings: [
      ...describeBad(bars, bad, problems, context),
      ...describeUnits(bars, volume, kept, context),
    ],
  };
}

function refuse(problem: string, { symbol, source }: BarContext, details?: ErrorDetails): AppError {
  const where = Object.entries(details ?? {}).map(([key, value]) => `${key} ${value ?? ''}`);
  const message = [symbol, ...where].join(', ');
  return new AppError('SOURCE_BAD_DATA', `${message}: ${problem}`, {
    ...details,
    symbol,
    source,
    problem,
  });
}

/** What is wrong with each row, null if nothing; volumes that are certainly off by 100 are put right. */
function findProblems(bars: BarColumns, context: BarContext): (string | null)[] {
  const { board } = context;
  const problems = Array.from(bars.tradeDate, (_, i) => findRowProblem(bars, i, context));
  markRepeats(problems, bars, bars.tradeDate, toIsoDate);
  if (board === 'index' || board === 'hk' || board === 'us') return problems;
  return problems.map((problem, i) => problem ?? settleAmount(bars, i));
}

function findRowProblem(bars: BarColumns, i: number, { span, unread }: BarContext): string | null {
  const date = bars.tradeDate[i];
  if (!isTradeDate(date)) return `${date} is not a date`;
  if (span && (date < span.from || date > span.to)) return `${toIsoDate(date)} was not asked for`;
  return (
    findFigureProblem(figuresAt(bars, i)) ?? (unread?.has(i) ? 'a figure is not a number' : null)
  );
}

/** Money against shares: the day's average price lies in its range, or the volume is off by exactly 100. */
function settleAmount(bars: BarColumns, i: number): string | null {
  const { low, high, volume, amount } = bars;
  if (!(volume[i] > 0) || !(amount[i] > 0)) return null;
  const gapWith = (shares: number): number => {
    const average = amount[i] / shares;
    return Math.max(low[i] / average - 1, average / high[i] - 1, 0);
  };
  if (gapWith(volume[i]) <= MAX_AMOUNT_GAP) return null;
  for (const unit of [100, 0.01]) {
    const shares = Math.round(volume[i] * unit);
    if (shares <= 0 || gapWith(shares) > UNIT_TOLERANCE + 50 / shares) continue;
    volume[i] = shares;
    return null;
  }
  return 'amount / volume lies outside the prices of the day';
}

/** Throws where the bars are an index's under a share's name, or lie on another scale than those stored. */
function assertSameInstrument(bars: BarColumns, context: BarContext): void {
  const { symbol, board, stored, indices = [] } = context;
  for (const other of indices) {
    if (other.symbol === symbol || board === 'index') continue;
    const { common, same } = compareCloses(bars, other);
    if (common >= MIN_OVERLAP && same === common) {
      throw refuse(`these are bars of the index ${other.symbol}`, context, {
        servedSymbol: other.symbol,
      });
    }
  }
  if (!stored) return;
  const { common, far } = compareCloses(bars, stored);
  if (common < MIN_OVERLAP || far <= common / 2) return;
  throw refuse(
    `${far} of ${common} closes differ from the stored ones by more than ${OTHER_SCALE * 100}%: another instrument, or adjusted prices`,
    context,
  );
}

function compareCloses(
  bars: BarColumns,
  other: BarColumns,
): { common: number; same: number; far: number } {
  const counts = { common: 0, same: 0, far: 0 };
  let next = 0;
  bars.tradeDate.forEach((date, i) => {
    while (next < other.tradeDate.length && other.tradeDate[next] < date) next++;
    if (other.tradeDate[next] !== date) return;
    counts.common++;
    const gap = Math.abs(bars.close[i] / other.close[next] - 1);
    // Sources round an index to two to four digits.
    if (gap < 1e-4) counts.same++;
    if (gap > OTHER_SCALE) counts.far++;
  });
  return counts;
}

function toOddRow(bars: BarColumns, i: number, problem: string, { unread }: BarContext): OddRow {
  const tradeDate = String(bars.tradeDate[i]);
  const row = unread?.get(i) ?? rowText('tradeDate', tradeDate, figuresAt(bars, i));
  return { tradeDate, row, problem };
}

/** One finding a day; a repeated row that says the same needs nobody's attention. */
function describeBad(
  { tradeDate }: BarColumns,
  bad: readonly number[],
  problems: readonly (string | null)[],
  context: BarContext,
): BarFinding[] {
  const { symbol, source } = context;
  return bad.map((i) => {
    const problem = problems[i] ?? '';
    return {
      symbol,
      tradeDate: dateNear(tradeDate, i, context),
      kind: 'badBar',
      severity: problem.endsWith('is there twice') ? 'info' : 'warning',
      note: `a row of ${source} was put aside: ${problem}`,
      details: { problem },
    };
  });
}

/** The row's own day where it is one of those asked for, else that of the row before it. */
function dateNear(tradeDate: Int32Array, i: number, { span }: BarContext): TradeDate {
  const isAsked = (date: number): boolean =>
    isTradeDate(date) && (!span || (date >= span.from && date <= span.to));
  return tradeDate.subarray(0, i + 1).findLast(isAsked) ?? tradeDate.find(isAsked) ?? 0;
}

function describeUnits(
  bars: BarColumns,
  volume: Float64Array,
  kept: Int32Array,
  { symbol, source }: BarContext,
): BarFinding[] {
  return [...kept]
    .filter((i) => volume[i] !== bars.volume[i])
    .map((i) => ({
      symbol,
      tradeDate: bars.tradeDate[i],
      kind: 'unit',
      severity: 'info',
      note: `volume ${bars.volume[i]} of ${source} was off by 100, ${volume[i]} is stored: the amount says so`,
      details: { served: bars.volume[i], stored: volume[i] },
    }));
}
