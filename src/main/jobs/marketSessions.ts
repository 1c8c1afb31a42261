import { groupBy } from '#main/lib/groupBy.ts';
import { marketOf, sessionsFromBars } from '#main/market/calendar.ts';
import type { MarketName } from '#main/market/calendar.ts';
import type { Store } from '#main/store/store.ts';
import type { Instrument, MinutePeriod, SymbolCode } from '#shared/domain.ts';

const ENDINGS: Record<MarketName, readonly string[]> = {
  CN: ['SH', 'SZ', 'BJ'],
  HK: ['HK'],
  US: ['US'],
};

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

/** Reads each calendar once: the downloaded one, else what the stored bars tell. Valid for one look. */
export function readSessions(store: Store): Sessions {
  const placeOf = new Map(store.instruments.list().map((each) => [each.symbol, keyOf(each)]));
  const spans = groupBy(store.bars.stats(), ({ symbol }) => placeOf.get(symbol));
  const minutes = store.minutes.periods();
  const known = new Map<string, Int32Array>();
  const read = (place: Place): Int32Array => {
    const market = marketOf(place.symbol);
    const official = place.isSimulated ? new Int32Array(0) : store.calendar.read(market);
    if (official.length > 0) return official;
    const counts = store.inspections.barsByDay(place.isSimulated, ENDINGS[market]);
    return sessionsFromBars(counts, spans.get(keyOf(place)) ?? []);
  };
  return {
    minutesOf: (symbol) => minutes.get(symbol) ?? [],
    of: (place) => {
      const key = keyOf(place);
      const sessions = known.get(key) ?? read(place);
      known.set(key, sessions);
      return sessions;
    },
    usualEnd: (place) => {
      const ends = (spans.get(keyOf(place)) ?? []).map(({ lastDate }) => lastDate);
      return ends.sort((a, b) => a - b)[ends.length >> 1] ?? 0;
    },
  };
}
