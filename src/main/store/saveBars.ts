import type Database from 'better-sqlite3';
import { assert } from '#main/lib/assert.ts';
import type { AdjustFactor, BarColumns, Instrument, SourceName } from '#shared/domain.ts';
import { prepareNoteCorrection } from './corrections.ts';
import type { BarFigures } from './corrections.ts';
import { prepareSaveFactors } from './saveFactors.ts';
import type { FactorTable } from './factors.ts';
import { prepareSaveInstrument } from './instruments.ts';
import { AMOUNT_UNITS, keepExact, isRounded, VOLUME_UNITS } from './rounding.ts';
import type { BarRow } from './series.ts';

/** What one source says about one symbol; saved whole or not at all. */
export interface BarBatch {
  instrument: Instrument;
  /** Inspected, oldest first, raw; `amount` NaN where it is not known. */
  bars: BarColumns;
  /** Left out: stored flags stay, new bars get 0. */
  isSt?: Uint8Array;
  /** All factors from the first to the last bar (or beyond), oldest first. Left out: stored ones stay. */
  factors?: readonly AdjustFactor[];
  source: SourceName;
  /** Whose factors they are, where bars and factors come from two places. */
  factorSource?: SourceName;
}

export interface SaveOutcome {
  added: number;
  /** Bars whose stored values are other than before. */
  changed: number;
  /** Those of them that the source corrected: not only known better or flagged anew. See `store.corrections`. */
  corrected: number;
  same: number;
  /** Factors the symbol has now; a scale of 1 from the start needs none. */
  factors: number;
  /** The given factors were set aside: another source's are stored and these do not cover all bars. */
  hasForeignFactors: boolean;
}

type RangeStatement = Database.Statement<[string, number, number], BarRow>;
type Counts = Pick<SaveOutcome, 'added' | 'changed' | 'corrected' | 'same'>;

export function prepareSave(
  db: Database.Database,
  range: RangeStatement,
  factors: FactorTable,
): (batch: BarBatch) => SaveOutcome {
  const saveInstrument = prepareSaveInstrument(db);
  const saveFactors = prepareSaveFactors(db, factors);
  const note = prepareNoteCorrection(db);
  const forget = db.prepare('DELETE FROM inspections WHERE symbol = ?');
  const sum = db.prepare(`INSERT OR REPLACE INTO bar_stats
    SELECT symbol, count(*), min(trade_date), max(trade_date), max(updated_at)
    FROM bars WHERE symbol = ? GROUP BY symbol`);
  const put = db.prepare(`INSERT INTO bars VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET open = excluded.open, high = excluded.high, low = excluded.low,
      close = excluded.close, volume = excluded.volume, amount = excluded.amount,
      is_st = excluded.is_st, source = excluded.source, updated_at = excluded.updated_at`);

  const save = db.transaction((batch: BarBatch): SaveOutcome => {
    const { instrument, bars, source } = batch;
    const { symbol } = instrument;
    const first = bars.tradeDate[0];
    const last = bars.tradeDate[bars.tradeDate.length - 1];
    const now = Math.floor(Date.now() / 1000);
    saveInstrument(instrument);
    const counts = compareAndPut(range.all(symbol, first, last), batch, {
      put: (row) => put.run(symbol, ...row, source, now),
      correct: (old, row) =>
        note({ symbol, tradeDate: row[0], old: figuresOf(old), new: figuresOf(row), source }),
    });
    if (counts.added + counts.changed > 0) sum.run(symbol);
    if (counts.added + counts.changed > 0 || batch.factors) forget.run(symbol);
    const hasForeignFactors = batch.factors !== undefined && !saveFactors(batch, batch.factors);
    return { ...counts, factors: factors.read(symbol).length, hasForeignFactors };
  });

  return (batch) => {
    assertColumns(batch);
    return save.immediate(batch);
  };
}

const figuresOf = (row: BarRow): BarFigures => [row[1], row[2], row[3], row[4], row[5], row[6]];

/** Walks stored and given bars side by side and writes only what differs. */
function compareAndPut(
  stored: readonly BarRow[],
  batch: BarBatch,
  on: { put: (row: BarRow) => void; correct: (old: BarRow, row: BarRow) => void },
): Counts {
  const counts = { added: 0, changed: 0, corrected: 0, same: 0 };
  const { tradeDate } = batch.bars;
  let next = 0;
  for (let i = 0; i < tradeDate.length; i++) {
    while (next < stored.length && stored[next][0] < tradeDate[i]) next++;
    const old = stored[next]?.[0] === tradeDate[i] ? stored[next] : null;
    const row = toRow(batch, i, old);
    if (old?.every((value, column) => value === row[column])) {
      counts.same++;
      continue;
    }
    on.put(row);
    if (!old) {
      counts.added++;
      continue;
    }
    counts.changed++;
    if (!isCorrected(old, row)) continue;
    counts.corrected++;
    on.correct(old, row);
  }
  return counts;
}

/** What is to be stored: unknown parts stay as they were, and so do exact ones that are only repeated rounded. */
function toRow({ bars, isSt }: BarBatch, i: number, old: BarRow | null): BarRow {
  const amount = Number.isNaN(bars.amount[i]) ? (old?.[6] ?? null) : bars.amount[i];
  const flag = isSt ? isSt[i] : (old?.[7] ?? 0);
  const volume = old ? keepExact(old[5], bars.volume[i], VOLUME_UNITS) : bars.volume[i];
  const money =
    old && old[6] !== null && amount !== null ? keepExact(old[6], amount, AMOUNT_UNITS) : amount;
  return [
    bars.tradeDate[i],
    bars.open[i],
    bars.high[i],
    bars.low[i],
    bars.close[i],
    volume,
    money,
    flag,
  ];
}

/** Whether what was known was wrong; an exact figure after a rounded one, or after none, corrects nothing. */
function isCorrected(old: BarRow, row: BarRow): boolean {
  for (const column of [1, 2, 3, 4] as const) if (old[column] !== row[column]) return true;
  if (old[5] !== row[5] && !isRounded(old[5], row[5], VOLUME_UNITS)) return true;
  if (old[6] === null || row[6] === null || old[6] === row[6]) return false;
  return !isRounded(old[6], row[6], AMOUNT_UNITS);
}

function assertColumns({ instrument, bars, isSt }: BarBatch): void {
  const { tradeDate, open, high, low, close, volume, amount } = bars;
  const length = tradeDate.length;
  assert(length > 0, `a batch of ${instrument.symbol} holds bars`);
  for (const column of [open, high, low, close, volume, amount, isSt ?? tradeDate]) {
    assert(column.length === length, `columns of ${instrument.symbol} have one length`);
  }
  for (let i = 0; i < length; i++) {
    assert(i === 0 || tradeDate[i] > tradeDate[i - 1], `dates of ${instrument.symbol} ascend`);
    const isPossible =
      low[i] > 0 &&
      low[i] <= Math.min(open[i], close[i]) &&
      high[i] >= Math.max(open[i], close[i]) &&
      high[i] < Infinity &&
      volume[i] >= 0 &&
      volume[i] < Infinity;
    assert(isPossible, `bar ${tradeDate[i]} of ${instrument.symbol} was inspected`);
  }
}
