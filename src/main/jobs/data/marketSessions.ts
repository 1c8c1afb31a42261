import { groupBy } from '#main/lib/groupBy.ts';
import { marketOf, sessionsFromBars } from '#main/market/calendar.ts';
import type { Store } from '#main/store/store.ts';
import type { Instrument, MinutePeriod, SymbolCode, TradeDate } from '#shared/domain.ts';
import { takeTurn } from '../takeTurn.ts';

type Place = Pick<Instrument, 'symbol' | 'isSimulated'>;
const keyOf = ({ symbol, isSimulated }: Place): string =>
  `${isSimulated ? 'simulated' : 'real'}:${marketOf(symbol)}`;

/** Trading days of every place that has stored bars; simulated symbols have calendars of their own. */
export interface Sessions {
  of: (instrument: Place) => Int32Array;
  /** The day up to which most instruments of the place have bars; 0 where there are none. */
  usualEnd: (instrument: Place) => number;
  /** Stored periods of minutes. */
  minutesOf: (symbol: SymbolCode) => MinutePeriod[];
}

/** Symbols whose days are read before other calls get their turn: some milliseconds. */
const SYMBOLS_A_TURN = 20;

interface Spans {
  symbol: SymbolCode;
  firstDate: TradeDate;
  lastDate: TradeDate;
}

/**
 * Reads each calendar once: the downloaded one, else what the stored bars tell. Valid for one look.
 * Throws CANCELLED.
 */
export async function readSessions(
  store: Store,
  signal: AbortSignal | undefined,
): Promise<Sessions> {
  const placeOf = new Map(store.instruments.list().map((each) => [each.symbol, each]));
  const spans = groupBy(store.bars.stats(), ({ symbol }) => {
    const place = placeOf.get(symbol);
    return place && keyOf(place);
  });
  const minutes = store.minutes.periods();
  const known = new Map<string, Int32Array>();
  for (const [key, members] of spans) {
    const place = placeOf.get(members[0].symbol);
    if (key === undefined || !place) continue;
    const official = place.isSimulated
      ? new Int32Array(0)
      : store.calendar.read(marketOf(place.symbol));
    known.set(key, official.length > 0 ? official : await countDays(store, members, signal));
  }
  const ends = new Map(Array.from(spans, ([key, members]) => [key, medianEnd(members)]));
  return {
    minutesOf: (symbol) => minutes.get(symbol) ?? [],
    of: (place) => known.get(keyOf(place)) ?? new Int32Array(0),
    usualEnd: (place) => ends.get(keyOf(place)) ?? 0,
  };
}

const medianEnd = (spans: readonly Spans[]): TradeDate =>
  spans.map(({ lastDate }) => lastDate).sort((a, b) => a - b)[spans.length >> 1];

async function countDays(
  store: Store,
  spans: readonly Spans[],
  signal: AbortSignal | undefined,
): Promise<Int32Array> {
  const counts = new Map<TradeDate, number>();
  for (const [i, { symbol }] of spans.entries()) {
    if (i % SYMBOLS_A_TURN === 0) await takeTurn(signal);
    for (const date of store.inspections.daysOf(symbol)) {
      counts.set(date, (counts.get(date) ?? 0) + 1);
    }
  }
  return sessionsFromBars(
    [...counts].sort(([a], [b]) => a - b),
    spans,
  );
}
