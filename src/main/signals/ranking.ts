import type { Market } from './strategy.ts';
import type { Scores } from './scores.ts';

/** One close's cross-section in the market's own indices, best score first. */
export interface Ranking {
  ranked: readonly number[];
  /** Those of `ranked` that may be bought. */
  buyable: readonly number[];
  /** Of one of `ranked`. */
  scoreOf: (symbol: number) => number;
}

/**
 * Columns of one row that have a score, best first; equal scores keep the order of the columns.
 * @param row index into `scores.dates`
 */
export function rankRow(scores: Scores, row: number): number[] {
  const width = scores.symbols.length;
  const values = scores.values.subarray(row * width, (row + 1) * width);
  const columns: number[] = [];
  for (let column = 0; column < width; column++) {
    if (!Number.isNaN(values[column])) columns.push(column);
  }
  return columns.sort((a, b) => values[b] - values[a] || a - b);
}

/** Whether the symbol of a column may be bought on a row. */
export const isBuyable = ({ mayBuy, symbols }: Scores, row: number, column: number): boolean =>
  mayBuy === undefined || mayBuy[row * symbols.length + column] === 1;

/** Reads scores at their own close, whose date the market tells: a later row cannot be asked for. */
export class Rankings {
  readonly #scores: Scores;
  readonly #rows: Map<number, number>;
  /** Column → index in the market, -1 where the market has no such symbol. */
  #indices: readonly number[] | null = null;

  constructor(scores: Scores) {
    this.#scores = scores;
    this.#rows = new Map(Array.from(scores.dates, (date, row) => [date, row]));
  }

  /** The ranking of today's close; null on a date without scores. Symbols without a bar yet are left out. */
  at(market: Market): Ranking | null {
    const row = this.#rows.get(market.tradeDate);
    if (row === undefined) return null;
    const indices = (this.#indices ??= this.#mapColumns(market));
    const ranked: number[] = [];
    const buyable: number[] = [];
    const scores = new Map<number, number>();
    for (const column of rankRow(this.#scores, row)) {
      const symbol = indices[column];
      if (symbol < 0 || market.barCount(symbol) === 0) continue;
      ranked.push(symbol);
      scores.set(symbol, this.#scores.values[row * this.#scores.symbols.length + column]);
      if (isBuyable(this.#scores, row, column)) buyable.push(symbol);
    }
    return { ranked, buyable, scoreOf: (symbol) => scores.get(symbol) ?? NaN };
  }

  #mapColumns(market: Market): readonly number[] {
    const indices = new Map(market.symbols.map((symbol, index) => [symbol, index]));
    return this.#scores.symbols.map((symbol) => indices.get(symbol) ?? -1);
  }
}
