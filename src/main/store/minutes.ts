import type Database from 'better-sqlite3';
import { z } from 'zod';
import { assert } from '#main/lib/assert.ts';
import { dateOf, emptyMinutes, expectedBars } from '#main/market/minutes.ts';
import { MINUTE_PERIODS } from '#shared/domain.ts';
import type {
  MinuteColumns,
  MinutePeriod,
  SourceName,
  SymbolCode,
  TradeDate,
} from '#shared/domain.ts';

export interface MinuteBatch {
  symbol: SymbolCode;
  period: MinutePeriod;
  /** Inspected, oldest first. */
  bars: MinuteColumns;
  source: SourceName;
}

/**
 * How much of one day is stored; complete when `bars` reaches `expected`. A bar of its own for the opening
 * call, at 09:30, which some sources send, is not counted.
 */
export interface MinuteDay {
  tradeDate: TradeDate;
  bars: number;
  expected: number;
  /** Bars whose open was repaired. */
  repaired: number;
  /** ISO time of the last write. */
  recordedAt: string;
}

export interface MinuteStore {
  /** Idempotent, one transaction; a bar without amount keeps the known one. */
  save: (batch: MinuteBatch) => { added: number; changed: number; same: number };
  /** Bars of the days `from` to `to`, both inclusive, oldest first. */
  read: (
    symbol: SymbolCode,
    period: MinutePeriod,
    from?: TradeDate,
    to?: TradeDate,
  ) => MinuteColumns;
  /** Days with at least one bar, oldest first. */
  days: (symbol: SymbolCode, period: MinutePeriod, from?: TradeDate, to?: TradeDate) => MinuteDay[];
  /** Stored periods of every symbol that has any, ascending. */
  periods: () => Map<SymbolCode, MinutePeriod[]>;
}

type MinuteRow = [
  time: number,
  open: number,
  high: number,
  low: number,
  close: number,
  volume: number,
  amount: number | null,
  isRepaired: number,
];

const FIRST = 0;
const LAST = 99_999_999;
const daysSchema = z.array(
  z.object({
    tradeDate: z.number(),
    bars: z.number(),
    expected: z.number(),
    repaired: z.number(),
    recordedAt: z.string(),
  }),
);
const periodsSchema = z.array(z.object({ symbol: z.string(), period: z.literal(MINUTE_PERIODS) }));

export function createMinutes(db: Database.Database): MinuteStore {
  const range = db
    .prepare<[string, number, number, number], MinuteRow>(
      `SELECT time, open, high, low, close, volume, amount, is_repaired FROM minute_bars
       WHERE symbol = ? AND period = ? AND time BETWEEN ? AND ? ORDER BY time`,
    )
    .raw();
  const days = db.prepare(
    `SELECT trade_date AS tradeDate, bars, expected, repaired, recorded_at AS recordedAt FROM minute_days
     WHERE symbol = ? AND period = ? AND trade_date BETWEEN ? AND ? ORDER BY trade_date`,
  );
  const periods = db.prepare(
    'SELECT DISTINCT symbol, period FROM minute_days ORDER BY symbol, period',
  );
  return {
    save: prepareSave(db, range),
    read: (symbol, period, from = FIRST, to = LAST) =>
      toColumns(range.all(symbol, period, from * 10_000, to * 10_000 + 9999)),
    days: (symbol, period, from = FIRST, to = LAST) =>
      daysSchema.parse(days.all(symbol, period, from, to)),
    periods: () => {
      const found = new Map<SymbolCode, MinutePeriod[]>();
      for (const { symbol, period } of periodsSchema.parse(periods.all())) {
        found.set(symbol, [...(found.get(symbol) ?? []), period]);
      }
      return found;
    },
  };
}

type RangeStatement = Database.Statement<[string, number, number, number], MinuteRow>;

function prepareSave(db: Database.Database, range: RangeStatement): MinuteStore['save'] {
  const put = db.prepare(
    'INSERT OR REPLACE INTO minute_bars VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const forget = db.prepare('DELETE FROM inspections WHERE symbol = ?');
  const cover = db.prepare(`INSERT OR REPLACE INTO minute_days
    SELECT @symbol, @period, @date, count(*) FILTER (WHERE time % 10000 <> 930), @expected, sum(is_repaired), @now FROM minute_bars
    WHERE symbol = @symbol AND period = @period AND time BETWEEN @date * 10000 AND @date * 10000 + 9999`);
  const save = db.transaction(({ symbol, period, bars, source }: MinuteBatch) => {
    const { time } = bars;
    const stored = new Map(
      range.all(symbol, period, time[0], time[time.length - 1]).map((row) => [row[0], row]),
    );
    const counts = { added: 0, changed: 0, same: 0 };
    const touched = new Set<TradeDate>();
    for (let i = 0; i < time.length; i++) {
      const old = stored.get(time[i]);
      const row = toRow(bars, i, old);
      if (old?.every((value, column) => value === row[column])) {
        counts.same++;
        continue;
      }
      put.run(symbol, period, ...row, source);
      if (old) counts.changed++;
      else counts.added++;
      touched.add(dateOf(time[i]));
    }
    if (touched.size > 0) forget.run(symbol);
    const now = new Date().toISOString();
    for (const date of touched) {
      cover.run({ symbol, period, date, expected: expectedBars(period), now });
    }
    return counts;
  });
  return (batch) => {
    assertColumns(batch);
    return save.immediate(batch);
  };
}

function toRow(bars: MinuteColumns, i: number, old: MinuteRow | undefined): MinuteRow {
  const amount = Number.isNaN(bars.amount[i]) ? (old?.[6] ?? null) : bars.amount[i];
  return [
    bars.time[i],
    bars.open[i],
    bars.high[i],
    bars.low[i],
    bars.close[i],
    bars.volume[i],
    amount,
    bars.isRepaired[i],
  ];
}

function toColumns(rows: readonly MinuteRow[]): MinuteColumns {
  const bars = emptyMinutes(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    bars.time[i] = row[0];
    bars.open[i] = row[1];
    bars.high[i] = row[2];
    bars.low[i] = row[3];
    bars.close[i] = row[4];
    bars.volume[i] = row[5];
    bars.amount[i] = row[6] ?? NaN;
    bars.isRepaired[i] = row[7];
  }
  return bars;
}

function assertColumns({ symbol, bars }: MinuteBatch): void {
  const { length } = bars.time;
  assert(length > 0, `a batch of ${symbol} holds minute bars`);
  const { open, high, low, close, volume, amount, isRepaired } = bars;
  for (const column of [open, high, low, close, volume, amount, isRepaired]) {
    assert(column.length === length, `minute columns of ${symbol} have one length`);
  }
  for (let i = 0; i < length; i++) {
    assert(i === 0 || bars.time[i] > bars.time[i - 1], `minutes of ${symbol} ascend`);
    const isPossible =
      low[i] > 0 &&
      low[i] <= Math.min(open[i], close[i]) &&
      high[i] >= Math.max(open[i], close[i]) &&
      high[i] < Infinity &&
      volume[i] >= 0;
    assert(isPossible, `minute bar ${bars.time[i]} of ${symbol} was inspected`);
  }
}
