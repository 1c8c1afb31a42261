import { fromIsoDate } from '#main/lib/dates.ts';
import type { Store } from '#main/store/store.ts';
import { isShareBoard } from '#main/market/symbol.ts';
import type { Instrument, SymbolCode, TradeDate } from '#shared/domain.ts';
import { AppError } from '#shared/errors.ts';
import type { SelectionConfig } from '#shared/selection.ts';

/** From this date on, until the next, these symbols belong to the universe. */
export interface Membership {
  from: TradeDate;
  symbols: ReadonlySet<SymbolCode>;
}

export interface ResolvedUniverse {
  /** Every symbol that belongs to it on some date and has bars within the span, sorted. */
  symbols: SymbolCode[];
  /** Oldest first; null where every symbol belongs to it all the time. */
  memberships: Membership[] | null;
  /** Date of the first snapshot of members that was used. */
  snapshotDate: TradeDate | null;
  /** Members without any bars within the span. */
  missing: SymbolCode[];
}

/** The list in force on a date; before the first of them, the first. */
export const membersOn = (memberships: readonly Membership[], date: TradeDate): Membership =>
  memberships.findLast(({ from }) => from <= date) ?? memberships[0];

const CSI_300 = '000300.SH';

/**
 * The symbols of a run. `csi300` takes the snapshots of members stored up to its last date, each until the
 * next; without one so old, the oldest there is.
 *
 * @throws INVALID_INPUT for a symbol that is not stored, is named twice or cannot be bought, without
 *   stored members, and where fewer than two symbols have bars
 */
export function resolveUniverse(store: Store, config: SelectionConfig): ResolvedUniverse {
  const { universe } = config;
  const span = { from: fromIsoDate(config.from), to: fromIsoDate(config.to) };
  const stored = listStored(store, span);
  const memberships = universe === 'csi300' ? readMemberships(store, span) : null;
  const wanted = memberships
    ? [...new Set(memberships.flatMap(({ symbols }) => [...symbols]))]
    : universe === 'all'
      ? listShares(store)
      : checkNamed(store, universe as readonly SymbolCode[]);
  const symbols = wanted.filter((symbol) => stored.has(symbol)).sort();
  const missing = wanted.filter((symbol) => !stored.has(symbol)).sort();
  if (Array.isArray(universe) && missing.length > 0) throw notStored(missing, config);
  if (symbols.length < 2) {
    throw new AppError(
      'INVALID_INPUT',
      `a cross-section needs at least two symbols with bars from ${config.from} to ${config.to}, there are ${symbols.length}; import or download more`,
      { needed: 2, had: symbols.length },
    );
  }
  return { symbols, memberships, snapshotDate: memberships?.[0].from ?? null, missing };
}

function listStored(store: Store, { from, to }: { from: TradeDate; to: TradeDate }): Set<string> {
  const within = store.bars.stats().filter(({ firstDate, lastDate }) => {
    return firstDate <= to && lastDate >= from;
  });
  return new Set(within.map(({ symbol }) => symbol));
}

/** Simulated symbols count only where there are no real ones. */
function listShares(store: Store): SymbolCode[] {
  const all = store.instruments.list().filter(({ board }) => isShareBoard(board));
  const real = all.filter(({ isSimulated }) => !isSimulated);
  return (real.length > 0 ? real : all).map(({ symbol }) => symbol);
}

function checkNamed(store: Store, symbols: readonly SymbolCode[]): SymbolCode[] {
  const twice = symbols.find((symbol, i) => symbols.indexOf(symbol) !== i);
  if (twice !== undefined) {
    throw new AppError('INVALID_INPUT', `${twice} is named twice`, { symbol: twice });
  }
  for (const symbol of symbols) {
    const instrument = store.instruments.find(symbol);
    if (instrument) refuseUntradable(instrument);
  }
  return [...symbols];
}

function refuseUntradable({ symbol, board }: Instrument): void {
  if (isShareBoard(board) || board === 'etf') return;
  const why = board === 'index' ? 'is an index and cannot be bought' : 'lies outside the rulebook';
  throw new AppError('INVALID_INPUT', `${symbol} ${why}; leave it out`, { symbol });
}

function notStored(missing: readonly SymbolCode[], config: SelectionConfig): AppError {
  const shown = missing.slice(0, 5).join(', ') + (missing.length > 5 ? ', …' : '');
  return new AppError(
    'INVALID_INPUT',
    `no bars from ${config.from} to ${config.to} are stored of ${shown}; import or download them first`,
    { symbol: missing[0], missing: missing.length },
  );
}

function readMemberships(
  store: Store,
  { from, to }: { from: TradeDate; to: TradeDate },
): Membership[] {
  const found: Membership[] = [];
  const read = (asOf?: TradeDate): TradeDate | null => {
    const { snapshotDate, symbols } = store.members.indexMembers(CSI_300, asOf);
    if (snapshotDate !== null) found.unshift({ from: snapshotDate, symbols: new Set(symbols) });
    return snapshotDate;
  };
  let next = read(to);
  if (next === null) {
    // All snapshots are later than the run: the oldest of them is the least wrong.
    for (next = read(); next !== null; next = read(next - 1));
    found.splice(1);
  }
  while (next !== null && next > from) next = read(next - 1);
  if (found.length > 0) return found;
  throw new AppError(
    'INVALID_INPUT',
    'no members of the CSI 300 are stored; update the lists from a source first, or name a file of symbols',
  );
}
