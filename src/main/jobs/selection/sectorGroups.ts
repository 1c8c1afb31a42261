import type { PanelRows } from '#main/dataset/panel/panelRows.ts';
import { toIsoDate } from '#main/lib/dates.ts';
import { boardOf } from '#main/market/symbol.ts';
import type { Store } from '#main/store/store.ts';
import type { SymbolCode, TradeDate } from '#shared/domain.ts';

export interface SectorGroups {
  /** By row: a number for the symbol's sector on that date. */
  groups: Int32Array;
  note: string;
}

interface Snapshot {
  from: TradeDate;
  sectorOf: ReadonlyMap<SymbolCode, string>;
}

/**
 * Which symbols belong together on each date: those of one industry in the newest stored list that is not
 * later than the date. Before the first list, and for symbols that are not on it, those of one board, which
 * a symbol's code tells at any time.
 */
export function readSectorGroups(
  store: Store,
  { symbols, dates, rows }: { symbols: readonly SymbolCode[]; dates: Int32Array; rows: PanelRows },
): SectorGroups {
  const snapshots = readSnapshots(store, dates[dates.length - 1]);
  const numbers = new Map<string, number>();
  const numberOf = (name: string): number => {
    const known = numbers.get(name) ?? numbers.size;
    numbers.set(name, known);
    return known;
  };
  const groups = new Int32Array(rows.date.length);
  symbols.forEach((symbol, s) => {
    const board = `board ${boardOf(symbol)}`;
    let at = -1;
    for (let row = rows.start[s]; row < rows.start[s + 1]; row++) {
      const date = dates[rows.date[row]];
      while (at + 1 < snapshots.length && snapshots[at + 1].from <= date) at++;
      groups[row] = numberOf((at < 0 ? undefined : snapshots[at].sectorOf.get(symbol)) ?? board);
    }
  });
  return { groups, note: noteOf(snapshots, dates) };
}

/** Lists of industries up to a date, oldest first. */
function readSnapshots(store: Store, to: TradeDate): Snapshot[] {
  const found: Snapshot[] = [];
  for (let asOf = to; ;) {
    const { snapshotDate, members } = store.members.sectors('industry', asOf);
    if (snapshotDate === null) return found;
    const sectorOf = new Map(members.map(({ symbol, sector }) => [symbol, sector]));
    found.unshift({ from: snapshotDate, sectorOf });
    asOf = snapshotDate - 1;
  }
}

function noteOf(snapshots: readonly Snapshot[], dates: Int32Array): string {
  const [first] = snapshots;
  if (snapshots.length === 0) {
    return 'Sectors: no stored list is as old as the run; symbols of one board are taken together instead.';
  }
  const before = dates.filter((date) => date < first.from).length;
  return `Sectors: ${snapshots.length} stored list(s), the first of ${toIsoDate(first.from)}; on ${before} of ${dates.length} dates before it symbols of one board are taken together instead.`;
}
