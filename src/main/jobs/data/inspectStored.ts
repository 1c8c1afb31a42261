import { toIsoDate } from '#main/lib/dates.ts';
import { sessionsBetween } from '#main/market/calendar.ts';
import type { BarFinding } from '#main/market/finding.ts';
import { compareWithDaily } from '#main/market/inspectMinutes.ts';
import { inspectSeries, SERIES_KINDS } from '#main/market/inspectSeries.ts';
import type { Store } from '#main/store/store.ts';
import type { HandlerContext } from '#shared/contract.ts';
import type { Instrument, SymbolCode } from '#shared/domain.ts';
import { readSessions } from './marketSessions.ts';
import type { Sessions } from './marketSessions.ts';
import { takeTurn } from '../takeTurn.ts';

/** Sessions that a symbol may lie behind most of its market before it counts as stale. */
const STALE_SESSIONS = 10;
/** Symbols whose age is looked at before other calls get their turn: some milliseconds. */
const AGES_A_TURN = 100;

/** Looks under way, so that two callers do not do the same work. */
const looks = new WeakMap<Store, Promise<void>>();

/** Looks at the series that changed since they were inspected and stores what is odd about them. */
export function inspectDue(store: Store): Promise<void> {
  const running = looks.get(store);
  if (running) return running;
  const due = store.inspections.due();
  if (due.length === 0) return Promise.resolve();
  const look = inspectEach(store, due, { signal: undefined, report: () => undefined });
  looks.set(store, look);
  return look.finally(() => looks.delete(store));
}

/**
 * Looks at every stored series, or the given ones, again. Throws CANCELLED; what was found until then
 * is stored.
 */
export async function inspectAgain(
  store: Store,
  symbols: readonly string[] | undefined,
  context: HandlerContext,
): Promise<{ checked: number; findings: number }> {
  store.inspections.forget(symbols);
  const due = store.inspections.due();
  await inspectEach(store, due, context);
  const counts = store.findings.counts();
  const wanted = symbols && new Set(symbols);
  const findings = [...counts].filter(([symbol]) => wanted?.has(symbol) ?? true);
  return { checked: due.length, findings: findings.reduce((sum, [, count]) => sum + count, 0) };
}

interface Looking extends Pick<HandlerContext, 'report'> {
  signal: AbortSignal | undefined;
}

async function inspectEach(
  store: Store,
  due: readonly SymbolCode[],
  { signal, report }: Looking,
): Promise<void> {
  const sessions = await readSessions(store, signal);
  for (const [done, symbol] of due.entries()) {
    // Reading a series holds the thread: between two the engine must hear a cancel.
    await takeTurn(signal);
    report({ step: 'health', done, total: due.length, note: symbol });
    inspectOne(store, symbol, sessions);
  }
  await inspectAges(store, sessions, signal);
  report({ step: 'health', done: due.length, total: due.length });
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
async function inspectAges(
  store: Store,
  sessions: Sessions,
  signal: AbortSignal | undefined,
): Promise<void> {
  const open = new Map(
    store.findings.list({ kind: 'stale' }).map((finding) => [finding.symbol, finding]),
  );
  for (const [i, { symbol, lastDate }] of store.bars.stats().entries()) {
    if (i % AGES_A_TURN === 0) await takeTurn(signal);
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
