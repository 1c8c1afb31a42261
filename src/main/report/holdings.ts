import type { BacktestResult } from '#main/backtest/types.ts';
import { toIsoDate } from '#main/lib/dates.ts';
import type { DailySeries, SymbolCode, TradeDate } from '#shared/domain.ts';
import type { HoldingsDay } from '#shared/selection.ts';

/** Reads one series forward; dates must not go back. */
class CloseCursor {
  readonly #series: DailySeries;
  #bar = -1;

  constructor(series: DailySeries) {
    this.#series = series;
  }

  /** The last close up to the date, NaN before the first bar. */
  at(date: TradeDate): number {
    const { tradeDate, close } = this.#series;
    while (tradeDate[this.#bar + 1] <= date) this.#bar++;
    return this.#bar < 0 ? NaN : close[this.#bar];
  }
}

interface Change {
  tradeDate: TradeDate;
  symbol: SymbolCode;
  shares: number;
}

/**
 * What the account held at each close, retold from its fills and ex-dates: positions by share of
 * equity, largest first, at their last close. Only accounts that began with cash alone.
 */
export function holdingsByDay(
  account: Pick<BacktestResult, 'dates' | 'equity' | 'fills' | 'dividends'>,
  series: readonly DailySeries[],
): HoldingsDay[] {
  const cursors = new Map(series.map((one) => [one.symbol, new CloseCursor(one)]));
  const changes = listChanges(account);
  const held = new Map<SymbolCode, number>();
  let next = 0;
  return Array.from(account.dates, (date, day) => {
    for (; next < changes.length && changes[next].tradeDate <= date; next++) {
      const { symbol, shares } = changes[next];
      const after = (held.get(symbol) ?? 0) + shares;
      if (after > 0) held.set(symbol, after);
      else held.delete(symbol);
    }
    const positions = [...held].map(([symbol, shares]) => ({
      symbol,
      shares,
      weight: (shares * cursors.get(symbol)!.at(date)) / account.equity[day],
    }));
    positions.sort((a, b) => b.weight - a.weight || (a.symbol < b.symbol ? -1 : 1));
    return { date: toIsoDate(date), positions };
  });
}

/** Oldest first; an ex-date comes before the day's fills, as it does in the account. */
function listChanges({ fills, dividends }: Pick<BacktestResult, 'fills' | 'dividends'>): Change[] {
  const traded = fills.map(({ tradeDate, symbol, side, shares }) => ({
    tradeDate,
    symbol,
    shares: side === 'buy' ? shares : -shares,
  }));
  return [...dividends, ...traded].sort((a, b) => a.tradeDate - b.tradeDate);
}
