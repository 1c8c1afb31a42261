import type { BacktestResult } from '#main/backtest/types.ts';
import type { DailySeries, SymbolCode, TradeDate } from '#shared/domain.ts';
import type { Contributor } from '#shared/selection.ts';

function lastClose({ tradeDate, close }: DailySeries, date: TradeDate): number {
  return close[tradeDate.findLastIndex((one) => one <= date)];
}

/**
 * What each traded symbol earned, best first: closed trades after all costs and what is still held at
 * its last close. Their sum is the account's profit.
 */
export function listContributors(
  account: Pick<BacktestResult, 'dates' | 'trades' | 'openLots'>,
  series: readonly DailySeries[],
  names: ReadonlyMap<SymbolCode, string>,
): Contributor[] {
  const bySymbol = new Map(series.map((one) => [one.symbol, one]));
  const found = new Map<SymbolCode, Contributor>();
  const add = (symbol: SymbolCode, profit: number, trades: number): void => {
    const name = names.get(symbol) ?? symbol;
    const one = found.get(symbol) ?? { symbol, name, profit: 0, trades: 0 };
    found.set(symbol, { ...one, profit: one.profit + profit, trades: one.trades + trades });
  };
  for (const { symbol, profit } of account.trades) add(symbol, profit, 1);
  const last = account.dates[account.dates.length - 1];
  for (const { symbol, shares, paid, dividends } of account.openLots) {
    add(symbol, shares * lastClose(bySymbol.get(symbol)!, last) - paid + dividends, 0);
  }
  return [...found.values()].sort((a, b) => b.profit - a.profit || (a.symbol < b.symbol ? -1 : 1));
}
