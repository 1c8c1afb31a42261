import type { SymbolCode, TradeDate } from '#shared/domain.ts';

/** Columns of a panel; what a source does not give (turn, pe, pb, …) may be absent. */
export interface PanelColumns {
  open: Float64Array;
  high: Float64Array;
  low: Float64Array;
  close: Float64Array;
  volume: Float64Array;
  amount: Float64Array;
  [name: string]: Float64Array | undefined;
}

/**
 * Bars of many symbols over one list of dates. A column holds symbol after symbol: the value of symbol s
 * on date d is `column[s × dates.length + d]`, NaN where the symbol has no bar (suspended, not listed yet,
 * delisted). Where `close` is NaN there is no bar, whatever the other columns say.
 * Prices stand on one footing (backward-adjusted), volume in shares and amount in yuan as traded.
 * `factor` is what raw prices were multiplied by; without it prices are as traded.
 */
export interface Panel {
  /** Sorted union of the trade dates. */
  dates: Int32Array;
  symbols: readonly SymbolCode[];
  columns: PanelColumns;
}

/** Symbols `from` to `to` − 1 of a panel, by index. */
export interface SymbolRange {
  from: number;
  to: number;
}

/** Bars of one symbol, oldest first, all columns of one length. */
export interface PanelMember {
  symbol: SymbolCode;
  tradeDate: Int32Array;
  columns: PanelColumns;
}

/**
 * The panel of these members, symbols in their order. A bar without volume is a suspended day whose price
 * only repeats: it counts as no bar. A column that some member lacks is NaN for that member.
 */
export function buildPanel(members: readonly PanelMember[]): Panel {
  const dates = unionOfDates(members);
  const rowOf = new Map<TradeDate, number>();
  dates.forEach((date, row) => rowOf.set(date, row));
  const emptyPanelColumn = (): Float64Array =>
    new Float64Array(members.length * dates.length).fill(NaN);
  const columns: PanelColumns = {
    open: emptyPanelColumn(),
    high: emptyPanelColumn(),
    low: emptyPanelColumn(),
    close: emptyPanelColumn(),
    volume: emptyPanelColumn(),
    amount: emptyPanelColumn(),
  };
  members.forEach((member, s) => {
    for (const [name, values] of Object.entries(member.columns)) {
      if (values === undefined) continue;
      const column = (columns[name] ??= emptyPanelColumn());
      for (let i = 0; i < values.length; i++) {
        if (!isTraded(member, i)) continue;
        column[s * dates.length + rowOf.get(member.tradeDate[i])!] = values[i];
      }
    }
  });
  return { dates, symbols: members.map(({ symbol }) => symbol), columns };
}

const isTraded = ({ columns }: PanelMember, i: number): boolean =>
  columns.volume[i] !== 0 && !Number.isNaN(columns.close[i]);

function unionOfDates(members: readonly PanelMember[]): Int32Array {
  const seen = new Set<TradeDate>();
  for (const member of members) {
    member.tradeDate.forEach((date, i) => {
      if (isTraded(member, i)) seen.add(date);
    });
  }
  return Int32Array.from(seen).sort();
}
