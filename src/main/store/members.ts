import type Database from 'better-sqlite3';
import { z } from 'zod';
import { assert } from '#main/lib/assert.ts';
import type { SymbolCode, TradeDate } from '#shared/domain.ts';

export type SectorKind = 'industry' | 'concept';

export interface SectorMember {
  /** The source's own code of the sector. */
  sector: string;
  name: string;
  symbol: SymbolCode;
}

/** Who belonged together on the day it was read; sources only know today, so each day is kept apart. */
export interface MemberStore {
  saveSectors: (
    kind: SectorKind,
    snapshotDate: TradeDate,
    members: readonly SectorMember[],
  ) => void;
  /** The last snapshot on or before `asOf` (default: the newest); its date is null where there is none. */
  sectors: (
    kind: SectorKind,
    asOf?: TradeDate,
  ) => { snapshotDate: TradeDate | null; members: SectorMember[] };
  saveIndex: (index: SymbolCode, snapshotDate: TradeDate, symbols: readonly SymbolCode[]) => void;
  /** As `sectors`, of one index; sorted by symbol. */
  indexMembers: (
    index: SymbolCode,
    asOf?: TradeDate,
  ) => { snapshotDate: TradeDate | null; symbols: SymbolCode[] };
}

const LAST = 99_999_999;
const membersSchema = z.array(
  z.object({ sector: z.string(), name: z.string(), symbol: z.string() }),
);
const symbolsSchema = z.array(z.string());

export function createMembers(db: Database.Database): MemberStore {
  return { ...prepareSectors(db), ...prepareIndices(db) };
}

function prepareSectors(db: Database.Database): Pick<MemberStore, 'saveSectors' | 'sectors'> {
  const clear = db.prepare('DELETE FROM sector_members WHERE kind = ? AND snapshot_date = ?');
  const put = db.prepare('INSERT OR REPLACE INTO sector_members VALUES (?, ?, ?, ?, ?)');
  const last = db
    .prepare<[string, number], number | null>(
      'SELECT max(snapshot_date) FROM sector_members WHERE kind = ? AND snapshot_date <= ?',
    )
    .pluck();
  const all = db.prepare(`SELECT sector, name, symbol FROM sector_members
    WHERE kind = ? AND snapshot_date = ? ORDER BY sector, symbol`);
  const save = db.transaction<MemberStore['saveSectors']>((kind, date, members) => {
    clear.run(kind, date);
    for (const { sector, symbol, name } of members) put.run(kind, date, sector, symbol, name);
  });
  return {
    saveSectors: (kind, date, members) => {
      assert(members.length > 0, `a snapshot of ${kind} sectors holds members`);
      save.immediate(kind, date, members);
    },
    sectors: (kind, asOf = LAST) => {
      const snapshotDate = last.get(kind, asOf) ?? null;
      const members = snapshotDate === null ? [] : membersSchema.parse(all.all(kind, snapshotDate));
      return { snapshotDate, members };
    },
  };
}

function prepareIndices(db: Database.Database): Pick<MemberStore, 'saveIndex' | 'indexMembers'> {
  const clear = db.prepare('DELETE FROM index_members WHERE benchmark = ? AND snapshot_date = ?');
  const put = db.prepare('INSERT OR REPLACE INTO index_members VALUES (?, ?, ?)');
  const last = db
    .prepare<[string, number], number | null>(
      'SELECT max(snapshot_date) FROM index_members WHERE benchmark = ? AND snapshot_date <= ?',
    )
    .pluck();
  const all = db
    .prepare(
      'SELECT symbol FROM index_members WHERE benchmark = ? AND snapshot_date = ? ORDER BY symbol',
    )
    .pluck();
  const save = db.transaction<MemberStore['saveIndex']>((index, date, symbols) => {
    clear.run(index, date);
    for (const symbol of symbols) put.run(index, date, symbol);
  });
  return {
    saveIndex: (index, date, symbols) => {
      assert(symbols.length > 0, `a snapshot of ${index} holds members`);
      save.immediate(index, date, symbols);
    },
    indexMembers: (index, asOf = LAST) => {
      const snapshotDate = last.get(index, asOf) ?? null;
      const symbols =
        snapshotDate === null ? [] : symbolsSchema.parse(all.all(index, snapshotDate));
      return { snapshotDate, symbols };
    },
  };
}
