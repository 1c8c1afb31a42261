import { buildPanel } from '#main/features/panel.ts';
import type { Panel, PanelColumns, PanelMember } from '#main/features/panel.ts';
import { adjustBars } from '#main/market/adjust.ts';
import type { Store } from '#main/store/store.ts';
import type { SymbolCode, TradeDate } from '#shared/domain.ts';
import { takeTurn } from '../takeTurn.ts';

export interface PanelRequest {
  symbols: readonly SymbolCode[];
  from: TradeDate;
  to: TradeDate;
  /** Columns beside prices, volume, amount and factor that are wanted: `pe`, `turn`, … */
  columns: readonly string[];
  signal: AbortSignal;
  onSymbol?: (done: number) => void;
}

/** Columns beside bars that a panel may be asked for. */
export const RATIOS = ['turn', 'pe', 'pb', 'ps', 'pcf'] as const;

/**
 * Bars of many symbols, prices adjusted backward: nothing of the future is needed for that, and ratios of
 * prices are those that a holder has earned. Suspended days are left out.
 */
export async function readPanel(store: Store, request: PanelRequest): Promise<Panel> {
  const members: PanelMember[] = [];
  for (const symbol of request.symbols) {
    members.push(readMember(store, symbol, request));
    request.onSymbol?.(members.length);
    if (members.length % 20 === 0) await takeTurn(request.signal);
  }
  await takeTurn(request.signal);
  return buildPanel(members);
}

function readMember(store: Store, symbol: SymbolCode, request: PanelRequest): PanelMember {
  const { from, to } = request;
  const series = store.bars.readSeries(symbol, from, to);
  const { tradeDate, open, high, low, close, volume, amount } = adjustBars(series, 'backward');
  const columns: PanelColumns = { open, high, low, close, volume, amount, factor: series.factor };
  const wanted = RATIOS.filter((name) => request.columns.includes(name));
  if (wanted.length > 0) {
    const ratios = store.ratios.read(symbol, from, to);
    const rowOf = new Map(Array.from(ratios.tradeDate, (date, row) => [date, row]));
    for (const name of wanted) {
      columns[name] = Float64Array.from(tradeDate, (date) => {
        const row = rowOf.get(date);
        return row === undefined ? NaN : ratios[name][row];
      });
    }
  }
  return { symbol, tradeDate, columns };
}

/** The panel up to, but without, a date, given by its index: what lies behind is not there. */
export function truncatePanel({ dates, symbols, columns }: Panel, length: number): Panel {
  const cut = (column: Float64Array): Float64Array => {
    const kept = new Float64Array(symbols.length * length);
    for (let s = 0; s < symbols.length; s++) {
      const from = s * dates.length;
      kept.set(column.subarray(from, from + length), s * length);
    }
    return kept;
  };
  const { open, high, low, close, volume, amount, ...others } = columns;
  const rest = Object.entries(others).flatMap(([name, column]) => {
    return column === undefined ? [] : [[name, cut(column)] as const];
  });
  return {
    dates: dates.slice(0, length),
    symbols,
    columns: {
      open: cut(open),
      high: cut(high),
      low: cut(low),
      close: cut(close),
      volume: cut(volume),
      amount: cut(amount),
      ...Object.fromEntries(rest),
    },
  };
}

/** A column of a truncated panel in the room of the whole one: NaN behind its end. */
export function widenColumn(column: Float64Array, length: number, { dates, symbols }: Panel) {
  const wide = new Float64Array(symbols.length * dates.length).fill(NaN);
  for (let s = 0; s < symbols.length; s++) {
    wide.set(column.subarray(s * length, (s + 1) * length), s * dates.length);
  }
  return wide;
}
