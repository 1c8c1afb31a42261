import { setImmediate as nextTurn } from 'node:timers/promises';
import { toIsoDate } from '#main/lib/dates.ts';
import { sessionsBetween } from '#main/market/calendar.ts';
import type { BarFinding } from '#main/market/finding.ts';
import { compareWithDaily } from '#main/market/inspectMinutes.ts';
import { inspectSeries, SERIES_KINDS } from '#main/market/inspectSeries.ts';
import type { Store } from '#main/store/store.ts';
import type { HandlerContext } from '#shared/contract.ts';
import type { Instrument } from '#shared/domain.ts';
import { throwIfCancelled } from '#shared/errors.ts';
import { readSessions } from './marketSessions.ts';
import type { Sessions } from './marketSessions.ts';

/** Sessions that a symbol may lie behind most of its market before it counts as stale. */
const STALE_SESSIONS = 10;

/** Looks at the series that changed since they were inspected and stores what is odd about them. */
export function inspectDue(store: Store): void {
  const due = store.inspections.due();
  if (due.length === 0) return;
  const sessions = readSessions(store);
  for (const symbol of due) inspectOne(store, symbol, sessions);
  inspectAges(store, sessions);
}

/**
 * Looks at every stored series, or the given ones, again. Throws CANCELLED; what was found until then
 * is stored.
 */
export async function inspectAgain(
  store: Store,
  symbols: readonly string[] | undefined,
  { signal, report }: HandlerContext,
): Promise<{ checked: number; findings: number }> {
  store.inspections.forget(symbols);
  const due = store.inspections.due();
  const sessions = readSessions(store);
  for (const [done, symbol] of due.entries()) {
    // Reading a series holds the thread: between two the engine must hear a cancel.
    await nextTurn();
    throwIfCancelled(signal);
    report({ step: 'health', done, total: due.length, note: symbol });
    inspectOne(store, symbol, sessions);
  }
  inspectAges(store, sessions);
  report({ step: 'health', done: due.length, total: due.length });
  const wanted = symbols && new Set(symbols);
  const open = store.findings.list().filter(({ symbol }) => wanted?.has(symbol) ?? true);
  return { checked: due.length, findings: open.length };
}

function inspectOne(store: Store, symbol: string, sessions: Sessions): void {
  const instrument = store.instruments.find(symbol);
  if (!instrument) return;
  const { board, listDate } = instrument;
  const series = store.bars.readSeries(symbol);
  const found = inspectSeries(series, { board, listDate, sessions: sessions.of(instrument) });
  const mismatches = sessions
    .minutesOf(symbol)
    .flatMap((period) => compareWithDaily(store.minutes.read(symbol, period), period, series));
  store.findings.record([...found, ...mismatches], null, {
    symbol,
    kinds: [...SERIES_KINDS, 'minuteMismatch'],
  });
  store.inspections.mark(symbol);
}

/** Who is left behind is told by the others: it needs no bars, only their dates. */
function inspectAges(store: Store, sessions: Sessions): void {
  const open = new Map(
    store.findings
      .list()
      .filter(({ kind }) => kind === 'stale')
      .map((finding) => [finding.symbol, finding]),
  );
  for (const { symbol, lastDate } of store.bars.stats()) {
    const instrument = store.instruments.find(symbol);
    const stale = instrument && findStale(instrument, lastDate, sessions);
    const known = open.get(symbol);
    if ((stale?.tradeDate ?? null) === (known?.tradeDate ?? null)) continue;
    store.findings.record(stale ? [stale] : [], null, { symbol, kinds: ['stale'] });
  }
}

function findStale(
  instrument: Instrument,
  lastDate: number,
  sessions: Sessions,
): BarFinding | null {
  const { symbol, delistDate } = instrument;
  if (delistDate !== null) return null;
  const end = sessions.usualEnd(instrument);
  if (end <= lastDate) return null;
  const missed = sessionsBetween(sessions.of(instrument), lastDate + 1, end).length;
  if (missed <= STALE_SESSIONS) return null;
  const note = `the newest bar is of ${toIsoDate(lastDate)}, while most of its market goes on: update it, or it was delisted`;
  const details = { last: toIsoDate(lastDate) };
  return { symbol, tradeDate: lastDate, kind: 'stale', severity: 'warning', note, details };
}
