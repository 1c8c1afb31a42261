import type Database from 'better-sqlite3';
import { z } from 'zod';
import { assert } from '#main/lib/assert.ts';
import type { MarketName } from '#main/market/calendar.ts';
import type { SourceName, TradeDate } from '#shared/domain.ts';

export interface CalendarFacts {
  source: SourceName;
  /** ISO time. */
  updatedAt: string;
  first: TradeDate;
  last: TradeDate;
  count: number;
}

export interface CalendarStore {
  /** Replaces the days from the first to the last given one; days outside stay. Ascending, not empty. */
  save: (market: MarketName, days: Int32Array, source: SourceName) => void;
  /** Ascending; empty while none was downloaded. */
  read: (market: MarketName, from?: TradeDate, to?: TradeDate) => Int32Array;
  facts: (market: MarketName) => CalendarFacts | null;
}

const factsSchema = z.object({
  source: z.custom<SourceName>((value) => typeof value === 'string'),
  updatedAt: z.string(),
  first: z.number(),
  last: z.number(),
  count: z.number(),
});

export function createCalendar(db: Database.Database): CalendarStore {
  const clear = db.prepare(
    'DELETE FROM trading_days WHERE market = ? AND trade_date BETWEEN ? AND ?',
  );
  const put = db.prepare('INSERT INTO trading_days VALUES (?, ?)');
  const forget = db.prepare('DELETE FROM inspections');
  const sign = db.prepare('INSERT OR REPLACE INTO calendars VALUES (?, ?, ?)');
  const days = db
    .prepare<[string, number, number], number>(
      `SELECT trade_date FROM trading_days WHERE market = ? AND trade_date BETWEEN ? AND ?
       ORDER BY trade_date`,
    )
    .pluck();
  const facts = db.prepare(`SELECT source, updated_at AS updatedAt, min(trade_date) AS first,
      max(trade_date) AS last, count(*) AS count
    FROM calendars JOIN trading_days USING (market) WHERE market = ? GROUP BY market`);
  const save = db.transaction<CalendarStore['save']>((market, given, source) => {
    clear.run(market, given[0], given[given.length - 1]);
    for (const day of given) put.run(market, day);
    sign.run(market, source, new Date().toISOString());
    // What counts as a gap may be another now.
    forget.run();
  });
  return {
    save: (market, given, source) => {
      assert(given.length > 0, `a calendar of ${market} holds days`);
      save.immediate(market, given, source);
    },
    read: (market, from = 0, to = 99_999_999) => Int32Array.from(days.all(market, from, to)),
    facts: (market) => {
      const row = facts.get(market);
      return row === undefined ? null : factsSchema.parse(row);
    },
  };
}
