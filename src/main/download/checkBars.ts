import { isTradeDate, toIsoDate } from '#main/lib/dates.ts';
import { figuresAt, findFigureProblem } from '#main/market/rowProblem.ts';
import type { BarColumns, Board } from '#shared/domain.ts';
import { AppError } from '#shared/errors.ts';
import type { ErrorDetails } from '#shared/errors.ts';

/** Says where row `index` came from: `{symbol, row}` of a reply, `{file, line}` of a file. */
export type Locate = (index: number) => ErrorDetails;

/** A's and funds' prices move in whole fen (funds: tenths); more decimals are adjusted prices. */
const TICKS_PER_YUAN: Record<Board, number | null> = {
  main: 100,
  chinext: 100,
  star: 100,
  bse: 100,
  etf: 1000,
  index: null,
  hk: null,
  us: null,
};
/** Share of bars that may be off the tick or the day's average before a series is refused. */
const MAX_ODD_SHARE = 0.01;

const describe = (details: ErrorDetails): string =>
  Object.entries(details)
    .map(([key, value]) => `${key} ${value ?? ''}`)
    .join(', ');

/** SOURCE_BAD_DATA whose message starts with where the fault was found. */
export function badData(problem: string, details: ErrorDetails, cause?: unknown): AppError {
  const message = `${describe(details)}: ${problem}`;
  return new AppError('SOURCE_BAD_DATA', message, { ...details, problem }, cause);
}

/** Throws SOURCE_BAD_DATA naming the first row that no exchange could have printed. */
export function checkBars(bars: BarColumns, locate: Locate): void {
  for (let i = 0; i < bars.tradeDate.length; i++) {
    const problem = findProblem(bars, i);
    if (problem !== null) throw badData(problem, locate(i));
  }
}

function findProblem(bars: BarColumns, i: number): string | null {
  const { tradeDate } = bars;
  const date = tradeDate[i];
  if (!isTradeDate(date)) return `${date} is not a date`;
  if (i > 0 && date === tradeDate[i - 1]) return `${toIsoDate(date)} is there twice`;
  if (i > 0 && date < tradeDate[i - 1]) {
    return `${toIsoDate(date)} comes after ${toIsoDate(tradeDate[i - 1])}`;
  }
  return findFigureProblem(figuresAt(bars, i));
}

/** Refuses series whose prices are finer than the board's tick: they were adjusted by multiplying. */
export function checkTicks(bars: BarColumns, board: Board, locate: Locate): void {
  const ticks = TICKS_PER_YUAN[board];
  if (ticks === null) return;
  const isOff = (price: number): boolean =>
    Math.abs(price * ticks - Math.round(price * ticks)) > 1e-4;
  const odd: number[] = [];
  for (let i = 0; i < bars.tradeDate.length; i++) {
    if (isOff(bars.close[i]) || isOff(bars.open[i])) odd.push(i);
  }
  if (odd.length > bars.tradeDate.length * MAX_ODD_SHARE) {
    throw badData(
      `prices are finer than ${1 / ticks} yuan: this looks like an adjusted series (复权), raw prices (不复权) are needed`,
      locate(odd[0]),
    );
  }
}
