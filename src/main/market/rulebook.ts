import rulebookJson from '#resources/rulebook.json' with { type: 'json' };
import type { SymbolCode, TradeDate } from '#shared/domain.ts';
import { AppError } from '#shared/errors.ts';
import { assert } from '#main/lib/assert.ts';
import { toIsoDate } from '#main/lib/dates.ts';
import { rulebookSchema } from './rulebookSchema.ts';
import type { DatedRow } from './rulebookSchema.ts';
import { boardOf } from './symbol.ts';

/** As the resource holds it. */
export const rulebook = rulebookSchema.parse(rulebookJson);
const stLimits = rulebook.priceLimits.filter((row) => row.st !== false);
const ordinaryLimits = rulebook.priceLimits.filter((row) => row.st !== true);

/** Rows of one rule with what has been picked from them, since fills ask for the same ones over and over. */
interface Rule<R extends DatedRow> {
  name: string;
  rows: readonly R[];
  picked: Map<SymbolCode, R[]>;
}

function makeRule<R extends DatedRow>(name: string, rows: readonly R[]): Rule<R> {
  return { name, rows, picked: new Map() };
}

const RULES = {
  settlement: makeRule('settlement', rulebook.settlement),
  tick: makeRule('the tick', rulebook.ticks),
  lot: makeRule('the lot', rulebook.lots),
  stLimit: makeRule('the price limit under ST', stLimits),
  limit: makeRule('the price limit', ordinaryLimits),
  listing: makeRule('the first days of a listing', rulebook.newListings),
  stampDuty: makeRule('stamp duty', rulebook.stampDuty),
  transferFee: makeRule('the transfer fee', rulebook.transferFee),
  dividendTax: makeRule('dividend tax', rulebook.dividendTax),
};

/** Rows that concern a symbol: those for its prefix before the others, then the latest first. */
function rowsOf<R extends DatedRow>(rule: Rule<R>, symbol: SymbolCode): R[] {
  const known = rule.picked.get(symbol);
  if (known) return known;
  const board = boardOf(symbol);
  if (board === 'index') {
    throw new AppError('INVALID_INPUT', `${symbol} is an index: it cannot be traded`, { symbol });
  }
  if (board === 'hk' || board === 'us') {
    const message = `${symbol}: no rulebook of this market is at hand, so it can be looked at but not backtested`;
    throw new AppError('INVALID_INPUT', message, { symbol });
  }
  const rows = rule.rows
    .filter((row) => row.boards.includes(board))
    .filter((row) => !row.prefixes || row.prefixes.some((prefix) => symbol.startsWith(prefix)))
    .sort((a, b) => Number(!!b.prefixes) - Number(!!a.prefixes) || b.from - a.from);
  rule.picked.set(symbol, rows);
  return rows;
}

const firstDateOf = (rows: readonly DatedRow[]): TradeDate =>
  Math.min(...rows.map((row) => row.from));

function refuse(rule: string, symbol: SymbolCode, date: TradeDate, from: TradeDate): AppError {
  const [first, asked] = [toIsoDate(from), toIsoDate(date)];
  const message = `${rule} of ${symbol} is known from ${first} on, not on ${asked}: start on ${first} or later`;
  return new AppError('INVALID_INPUT', message, { symbol, rule, date: asked, first });
}

function rowOn<R extends DatedRow>(rule: Rule<R>, symbol: SymbolCode, date: TradeDate): R {
  const rows = rowsOf(rule, symbol);
  const found = rows.find((row) => row.from <= date);
  assert(rows.length > 0, `the rulebook has no row of ${rule.name} for ${symbol}`);
  if (!found) throw refuse(rule.name, symbol, date, firstDateOf(rows));
  return found;
}

const LATEST: TradeDate = 99991231;

export interface PriceLimitQuery {
  symbol: SymbolCode;
  tradeDate: TradeDate;
  isSt: boolean;
  /**
   * Trade dates since the listing, 1 on the first. `Infinity` when unknown (no listing date, or
   * bars that begin later than it): the ordinary limit then refuses rather than fills.
   */
  listedDays: number;
  /** Whose rules hold for the first days; the trade date where it is left out. */
  listedOn?: TradeDate;
  /** Yuan; on an ex-date the reference price. */
  prevClose: number;
}

export interface PriceLimits {
  up: number;
  down: number;
}

/** The bound in whole ticks: half up, exact in integers, and at least one tick from the reference. */
function boundOf(units: number, percent: number, direction: 1 | -1): number {
  const bound = Math.floor((units * (100 + direction * percent) + 50) / 100);
  return direction === 1 ? Math.max(bound, units + 1) : Math.min(bound, units - 1);
}

/**
 * Highest and lowest price of a day, yuan; null on days without a limit.
 * limit = prevClose × (1 ± p), half up to the tick. Known before the open.
 * Throws INVALID_INPUT naming the first date known when the day lies before the rulebook.
 */
export function priceLimits(query: PriceLimitQuery): PriceLimits | null {
  const { symbol, tradeDate, isSt, listedDays, listedOn = tradeDate, prevClose } = query;
  const row = rowOn(isSt ? RULES.stLimit : RULES.limit, symbol, tradeDate);
  const scale = unitsPerYuan(symbol);
  let { percent: up, percent: down } = row;
  if (listedDays <= 5) {
    const listing = rowsOf(RULES.listing, symbol).find((other) => other.from <= listedOn);
    if (listing && listedDays <= listing.days) {
      if (listing.up === null || listing.down === null) return null;
      [up, down] = [listing.up, listing.down];
    }
  }
  const units = Math.round(prevClose * scale);
  return { up: boundOf(units, up, 1) / scale, down: boundOf(units, down, -1) / scale };
}

/** The first date on which the price limit of a symbol is known; from there `priceLimits` does not throw. */
export function limitsKnownFrom(symbol: SymbolCode): TradeDate {
  return Math.max(
    ...[RULES.limit, RULES.stLimit].map((rule) => firstDateOf(rowsOf<DatedRow>(rule, symbol))),
  );
}

export interface LotRule {
  /** Smallest purchase. */
  min: number;
  step: number;
}

/** Shares a purchase is made in; the last odd rest of a position may be sold whole. */
export function lotRule(symbol: SymbolCode): LotRule {
  const { min, step } = rowOn(RULES.lot, symbol, LATEST);
  return { min, step };
}

/** The smallest price step, in parts of a yuan: 100 = 0.01 yuan. */
export function unitsPerYuan(symbol: SymbolCode): number {
  return rowOn(RULES.tick, symbol, LATEST).unitsPerYuan;
}

export interface FeeRates {
  /** Of the value, sells only. */
  stampDuty: number;
  /** Of the value, both sides. */
  transferFee: number;
}

/** Throws INVALID_INPUT naming the first date known when the day lies before the rulebook. */
export function feeRates(symbol: SymbolCode, tradeDate: TradeDate): FeeRates {
  return {
    stampDuty: rowOn(RULES.stampDuty, symbol, tradeDate).rate,
    transferFee: rowOn(RULES.transferFee, symbol, tradeDate).rate,
  };
}

/** Trade dates before a purchase may be sold: 1 = T+1, 0 = the same day. */
export function settlement(symbol: SymbolCode): number {
  return rowOn(RULES.settlement, symbol, LATEST).days;
}

/** A date one or more months on, compared as a number: the 31st of a short month sorts after its end. */
function addMonths(date: TradeDate, months: number): TradeDate {
  const total = Math.floor(date / 10_000) * 12 + (Math.floor(date / 100) % 100) - 1 + months;
  return Math.floor(total / 12) * 10_000 + ((total % 12) + 1) * 100 + (date % 100);
}

/** Share of a cash dividend withheld when the shares are sold, by how long they were held. */
export function dividendTaxRate(symbol: SymbolCode, bought: TradeDate, sold: TradeDate): number {
  const row = rowOn(RULES.dividendTax, symbol, sold);
  if (sold <= addMonths(bought, 1)) return row.upToMonth;
  return sold <= addMonths(bought, 12) ? row.upToYear : row.beyond;
}

/**
 * Refuses a run that starts before the first dated row of a rule it needs: INVALID_INPUT naming the
 * rule that begins last, so that one change of the start is enough. Settlement, tick and lot are
 * undated facts of a board: their newest row is taken.
 */
export function assertRulesCover(symbol: SymbolCode, from: TradeDate): void {
  const firsts = [RULES.limit, RULES.stampDuty, RULES.transferFee, RULES.dividendTax].map(
    (rule) => ({ name: rule.name, from: firstDateOf(rowsOf<DatedRow>(rule, symbol)) }),
  );
  const last = firsts.reduce((a, b) => (b.from > a.from ? b : a));
  if (from < last.from) throw refuse(last.name, symbol, from, last.from);
}

/**
 * When the mainland exchanges take orders on a day, as minutes since midnight, `[from, to)`. Days before
 * the first row are taken as its own.
 */
export function sessionHours(date: TradeDate): (readonly [from: number, to: number])[] {
  const rows = [...rulebook.sessions].sort((a, b) => b.from - a.from);
  const row = rows.find(({ from }) => from <= date) ?? rows[rows.length - 1];
  return row.parts.map(({ opens, closes }) => [minuteOf(opens), minuteOf(closes)] as const);
}

function minuteOf(time: string): number {
  const [hour, minute] = time.split(':').map(Number);
  return hour * 60 + minute;
}
