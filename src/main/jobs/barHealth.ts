import { toIsoDate } from '#main/lib/dates.ts';
import type { Store } from '#main/store/store.ts';
import type { InstrumentSummary } from '#shared/dataContract.ts';
import type { Board, DailySeries, Instrument, SymbolCode } from '#shared/domain.ts';

type Finding = InstrumentSummary['findings'][number];
type Findings = ReadonlyMap<SymbolCode, Finding[]>;

/**
 * A little beyond the widest day each board allows; more is a missing factor or a wrong bar. Hong Kong
 * and the United States know no limit: half is where a split is the likelier reason.
 */
const MAX_MOVE: Record<Board, number> = {
  main: 0.11,
  etf: 0.11,
  chinext: 0.21,
  star: 0.21,
  bse: 0.31,
  index: 0.11,
  hk: 0.5,
  us: 0.5,
};
/** Bars after the first one on which a new listing may move without a limit. */
const LISTING_BARS = 5;
/** A day is a session when this share of the symbols that span it have a bar. */
const SESSION_SHARE = 0.5;
/** Per symbol, the newest ones. */
const MAX_FINDINGS = 50;

/** Reading every bar takes a while: kept until anything stored changes. */
const cache = new WeakMap<Store, { key: string; findings: Findings }>();

/** Missing sessions, jumps that no ex-date explains, and suspensions of every stored symbol, oldest first. */
export function findOddities(store: Store): Findings {
  const key = store.bars.changeMark();
  const known = cache.get(store);
  if (known?.key === key) return known.findings;
  const findings = new Map<SymbolCode, Finding[]>();
  const instruments = store.instruments.list();
  for (const isSimulated of [false, true]) {
    inspectMarket(
      store,
      instruments.filter((instrument) => instrument.isSimulated === isSimulated),
      findings,
    );
  }
  cache.set(store, { key, findings });
  return findings;
}

/** Real and simulated symbols have calendars of their own. */
function inspectMarket(
  store: Store,
  instruments: readonly Instrument[],
  findings: Map<SymbolCode, Finding[]>,
): void {
  const all = instruments.map(({ symbol }) => store.bars.readSeries(symbol));
  const sessions = findSessions(all.filter(({ tradeDate }) => tradeDate.length > 0));
  instruments.forEach(({ symbol, board }, i) => {
    const series = all[i];
    const found = [
      ...findGaps(series, sessions),
      ...findJumps(series, board),
      ...findSuspensions(series),
    ];
    found.sort((a, b) => a.date.localeCompare(b.date));
    findings.set(symbol, found.slice(-MAX_FINDINGS));
  });
}

/** Days, ascending, on which at least half of the symbols whose span holds them have a bar. */
function findSessions(all: readonly DailySeries[]): number[] {
  const present = new Map<number, number>();
  for (const { tradeDate } of all) {
    for (const date of tradeDate) present.set(date, (present.get(date) ?? 0) + 1);
  }
  const starts = all.map(({ tradeDate }) => tradeDate[0]).sort((a, b) => a - b);
  const ends = all.map(({ tradeDate }) => tradeDate[tradeDate.length - 1]).sort((a, b) => a - b);
  let begun = 0;
  let over = 0;
  return [...present.keys()]
    .sort((a, b) => a - b)
    .filter((date) => {
      while (begun < starts.length && starts[begun] <= date) begun++;
      while (over < ends.length && ends[over] < date) over++;
      return present.get(date)! >= (begun - over) * SESSION_SHARE;
    });
}

function findGaps({ tradeDate }: DailySeries, sessions: readonly number[]): Finding[] {
  const found: Finding[] = [];
  const last = tradeDate[tradeDate.length - 1];
  let next = 0;
  let missing: number[] = [];
  const close = (): void => {
    if (missing.length > 0) found.push(describeDays('gap', missing, 'no bar'));
    missing = [];
  };
  for (const date of sessions) {
    if (!(date >= tradeDate[0] && date <= last)) continue;
    while (tradeDate[next] < date) next++;
    if (tradeDate[next] === date) close();
    else missing.push(date);
  }
  return found;
}

/** Moves of the adjusted close beyond the board's limit. */
function findJumps({ tradeDate, close, factor }: DailySeries, board: Board): Finding[] {
  const found: Finding[] = [];
  for (let i = LISTING_BARS + 1; i < tradeDate.length; i++) {
    const move = (close[i] * factor[i]) / (close[i - 1] * factor[i - 1]) - 1;
    if (Math.abs(move) <= MAX_MOVE[board]) continue;
    const percent = (move * 100).toFixed(1);
    const note = `close moved ${percent}% without an ex-date`;
    found.push({ date: toIsoDate(tradeDate[i]), kind: 'jump', note });
  }
  return found;
}

function findSuspensions({ tradeDate, volume }: DailySeries): Finding[] {
  const found: Finding[] = [];
  let days: number[] = [];
  for (let i = 0; i <= tradeDate.length; i++) {
    if (i < tradeDate.length && volume[i] === 0) {
      days.push(tradeDate[i]);
      continue;
    }
    if (days.length > 0) found.push(describeDays('suspended', days, 'no volume'));
    days = [];
  }
  return found;
}

function describeDays(kind: Finding['kind'], days: readonly number[], what: string): Finding {
  const [first, last] = [toIsoDate(days[0]), toIsoDate(days[days.length - 1])];
  const note =
    days.length === 1 ? `${what} on ${first}` : `${what} on ${days.length} days to ${last}`;
  return { date: first, kind, note };
}
