import type Database from 'better-sqlite3';
import type { AdjustFactor, SymbolCode, TradeDate } from '#shared/domain.ts';

/** Two factors this close are one: the rest is rounding of rescaled values. */
const SAME_RATIO = 1e-9;

/** Where a set of factors says everything there is to know; `hasEarlierBars`: bars are stored before it. */
export interface FactorSpan {
  from: TradeDate;
  to: TradeDate;
  hasEarlierBars: boolean;
}

/** The factor in force on a date: that of the last entry on or before it, 1 before the first. */
export function factorOn(factors: readonly AdjustFactor[], tradeDate: TradeDate): number {
  let inForce = 1;
  for (const entry of factors) {
    if (entry.tradeDate > tradeDate) break;
    inForce = entry.factor;
  }
  return inForce;
}

/**
 * Joins a newly read set of factors with the stored ones, both oldest first.
 * Sources start their scale on different days, and only ratios matter: inside `span` the given set
 * rules; what lies before or after keeps its own steps and is rescaled so that no false step appears
 * at the seams.
 */
export function mergeFactors(
  stored: readonly AdjustFactor[],
  given: readonly AdjustFactor[],
  span: FactorSpan,
): AdjustFactor[] {
  const before = span.hasEarlierBars ? stored.filter((e) => e.tradeDate < span.from) : [];
  const scale = span.hasEarlierBars ? factorOn(stored, span.from) / factorOn(given, span.from) : 1;
  const inside = given.map((e) => ({ tradeDate: e.tradeDate, factor: e.factor * scale }));
  const tailScale = factorOn(inside, span.to) / factorOn(stored, span.to);
  const after = stored
    .filter((e) => e.tradeDate > span.to)
    .map((e) => ({ tradeDate: e.tradeDate, factor: e.factor * tailScale }));
  return keepStored(stored, dropRepeats([...before, ...inside, ...after]));
}

const isSame = (a: number, b: number): boolean => Math.abs(a / b - 1) <= SAME_RATIO;

function dropRepeats(factors: AdjustFactor[]): AdjustFactor[] {
  const kept: AdjustFactor[] = [];
  for (const entry of factors) {
    if (!isSame(entry.factor, kept.at(-1)?.factor ?? 1)) kept.push(entry);
  }
  return kept;
}

/** Rounding alone must not change a stored value: saving twice would give two data versions. */
function keepStored(stored: readonly AdjustFactor[], merged: AdjustFactor[]): AdjustFactor[] {
  const old = new Map(stored.map((e) => [e.tradeDate, e.factor]));
  return merged.map((entry) => {
    const kept = old.get(entry.tradeDate);
    return kept !== undefined && isSame(kept, entry.factor) ? { ...entry, factor: kept } : entry;
  });
}

export interface FactorTable {
  read: (symbol: SymbolCode) => AdjustFactor[];
  replace: (symbol: SymbolCode, factors: readonly AdjustFactor[]) => void;
  remove: (symbol: SymbolCode) => void;
}

export function createFactorTable(db: Database.Database): FactorTable {
  const all = db.prepare<[string], AdjustFactor>(
    'SELECT trade_date AS tradeDate, factor FROM adjust_factors WHERE symbol = ? ORDER BY trade_date',
  );
  const removeAll = db.prepare('DELETE FROM adjust_factors WHERE symbol = ?');
  const insert = db.prepare('INSERT INTO adjust_factors VALUES (?, ?, ?)');
  return {
    read: (symbol) => all.all(symbol),
    replace: (symbol, factors) => {
      removeAll.run(symbol);
      for (const entry of factors) insert.run(symbol, entry.tradeDate, entry.factor);
    },
    remove: (symbol) => void removeAll.run(symbol),
  };
}
