import type Database from 'better-sqlite3';
import type { AdjustFactor, SourceName } from '#shared/domain.ts';
import { mergeFactors } from './factors.ts';
import type { FactorTable } from './factors.ts';
import type { BarBatch } from './saveBars.ts';

/**
 * Saves a batch's factors inside the transaction of its bars. One source's steps are joined with its
 * earlier ones; another source's replace the stored ones as a whole or not at all, since steps of two
 * sources in one series would make a false return where they disagree.
 * @returns whether they were taken
 */
export function prepareSaveFactors(
  db: Database.Database,
  table: FactorTable,
): (batch: BarBatch, given: readonly AdjustFactor[]) => boolean {
  const hasBars = db
    .prepare<[string, number, number], number>(
      'SELECT 1 FROM bars WHERE symbol = ? AND (trade_date < ? OR trade_date > ?) LIMIT 1',
    )
    .pluck();
  const owner = db
    .prepare<[string], SourceName | null>('SELECT factor_source FROM instruments WHERE symbol = ?')
    .pluck();
  const own = db.prepare('UPDATE instruments SET factor_source = ? WHERE symbol = ?');

  return (
    { instrument: { symbol }, bars: { tradeDate }, source, factorSource = source },
    given,
  ) => {
    const from = Math.min(tradeDate[0], given[0]?.tradeDate ?? Infinity);
    const to = Math.max(tradeDate[tradeDate.length - 1], given.at(-1)?.tradeDate ?? 0);
    const stored = table.read(symbol);
    const known = owner.get(symbol) ?? null;
    const isForeign = known !== null && known !== factorSource && stored.length > 0;
    if (isForeign && hasBars.get(symbol, from, to) !== undefined) return false;
    const hasEarlierBars = hasBars.get(symbol, from, LAST) !== undefined;
    table.replace(
      symbol,
      mergeFactors(isForeign ? [] : stored, given, { from, to, hasEarlierBars }),
    );
    own.run(factorSource, symbol);
    return true;
  };
}

const LAST = 99_999_999;
