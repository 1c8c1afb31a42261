import type { ErrorDetails } from '#shared/errors.ts';
import type { BarRow } from '../barRow.ts';
import { badData } from '../checkBars.ts';
import { createBitReader, readHeader } from './sinaBits.ts';
import type { BitReader } from './sinaBits.ts';
import { toTradeDate, weekdayOf } from './sinaCalendar.ts';
import { decodeIndexBars } from './sinaIndexBars.ts';
import { rescale, stepOf } from './sinaScale.ts';

const INDEX_TYPE = 1479;
const SHARE_TYPE = 3466;
/** Far above any history; a broken text could go on for longer. */
const MAX_BARS = 20_000;
/** Monday to Friday, bit 0 = Sunday. */
const WEEKDAYS = 0b0111110;

const WIDTHS = ['open', 'high', 'low', 'close', 'volume', 'amount'] as const;
type Field = (typeof WIDTHS)[number] | 'lateVolume' | 'lateAmount';
type Price = 'open' | 'high' | 'low' | 'close';
const PRICES: readonly Price[] = ['open', 'high', 'low', 'close'];

/** What carries over from one bar to the next. */
interface State {
  day: number;
  weekdays: number;
  /** In units of 3 bits. */
  width: Record<Field, number>;
  precision: Record<'price' | 'volume' | 'amount' | 'lateVolume' | 'lateAmount', number>;
  /** The last bar's close, as a whole number of price steps. */
  close: number;
  /** Each price counts from its own value of the day before, not from the close. */
  isSeparate: boolean;
  last: Record<Price, number>;
  volume: number;
  /** Amounts come as the rest over average price × volume, rather than as changes. */
  isEstimated: boolean;
  amount: number;
  /** Trades after hours come beside the bar. */
  hasLate: boolean;
  hasLateAmount: boolean;
}

/**
 * Daily bars of a packed text, oldest first: of shares and funds (type 3466: volume in shares, amount
 * in yuan) or of an index (type 1479: no amount, NaN). Throws SOURCE_BAD_DATA.
 */
export function decodeBars(text: string, details: ErrorDetails): BarRow[] {
  const bits = createBitReader(text, details);
  const type = readHeader(bits, details);
  if (type === INDEX_TYPE) return decodeIndexBars(bits, details);
  if (type !== SHARE_TYPE) throw badData(`packed text of type ${type}, not daily bars`, details);
  const state = initialState();
  const rows: BarRow[] = [];
  for (;;) {
    const days = readChanges(bits, state, rows.at(-1), details);
    if (days === null) return rows;
    rows.push(readBar(bits, state, days, details));
    if (rows.length > MAX_BARS) throw badData('more bars than are possible', details);
  }
}

function initialState(): State {
  return {
    day: 0,
    weekdays: WEEKDAYS,
    width: {
      open: 3,
      high: 3,
      low: 3,
      close: 3,
      volume: 5,
      amount: 5,
      lateVolume: 3,
      lateAmount: 0,
    },
    precision: { price: 6, volume: 0, amount: 0, lateVolume: 0, lateAmount: 0 },
    close: 0,
    isSeparate: false,
    last: { open: 0, high: 0, low: 0, close: 0 },
    volume: 0,
    isEstimated: true,
    amount: 0,
    hasLate: false,
    hasLateAmount: false,
  };
}

/** Trading weekdays from the last bar to this one; null at the end of the text. */
function readChanges(
  bits: BitReader,
  state: State,
  before: BarRow | undefined,
  details: ErrorDetails,
): number | null {
  if (!bits.bit()) return 1;
  if (!bits.bit()) return readOneChange(bits, state);
  let days: number | null = null;
  if (bits.bit()) {
    days = 1;
    readFormat(bits, state, before, details);
  }
  if (bits.bit()) days = readWidths(bits, state);
  if (bits.bit()) {
    days ??= 1;
    const width = state.width.open + (bits.bit() ? bits.step() : 0);
    // The close that the exchange counts from, on ex-dates another than the last one traded.
    const change = bits.takeSigned(3 * width);
    if (!state.isSeparate) state.close += change;
  }
  return days;
}

/** The bits choose: a price's width, or the volume's, the date, the amount's, the late trades'. */
function readOneChange(bits: BitReader, state: State): number {
  const { width, hasLate, hasLateAmount } = state;
  if (!bits.bit()) {
    const price = PRICES[bits.take(2)];
    width[price] += bits.step();
    return 1;
  }
  if (bits.bit()) {
    if (bits.bit()) return readDays(bits, state);
    width.volume += bits.step();
    return 1;
  }
  const isLate = hasLate && bits.bit();
  const isLateAmount = isLate && hasLateAmount && bits.bit();
  const field = isLateAmount ? 'lateAmount' : isLate ? 'lateVolume' : 'amount';
  width[field] += bits.step();
  return 1;
}

function readWidths(bits: BitReader, state: State): number {
  const { width, hasLate, hasLateAmount } = state;
  for (const field of WIDTHS) if (bits.bit()) width[field] += bits.step();
  const days = bits.bit() ? readDays(bits, state) : 1;
  if (hasLate && bits.bit()) width.lateVolume += bits.step();
  if (hasLateAmount && bits.bit()) width.lateAmount += bits.step();
  return days;
}

/** A number of trading weekdays, or (0) a date that was set. */
function readDays(bits: BitReader, state: State): number {
  const short = bits.take(3);
  if (short > 1) return short;
  if (short === 0) return bits.take(6);
  state.day = bits.takeSigned(18);
  return 0;
}

/** Which columns there are, how they count, and with how many decimals. */
function readFormat(
  bits: BitReader,
  state: State,
  before: BarRow | undefined,
  details: ErrorDetails,
): void {
  const wasEstimated = state.isEstimated;
  if (bits.bit()) {
    if (bits.bit()) state.isEstimated = !state.isEstimated;
    if (bits.bit()) state.hasLate = !state.hasLate;
    if (bits.bit()) state.hasLateAmount = !state.hasLateAmount;
    const wasSeparate = state.isSeparate;
    if (bits.bit()) state.isSeparate = !state.isSeparate;
    if (bits.bit()) state.weekdays = bits.take(7);
    if (state.weekdays === 0) throw badData('a week without a weekday', details);
    if (wasSeparate && !state.isSeparate) state.close = state.last.close;
    if (!wasSeparate && state.isSeparate)
      for (const price of PRICES) state.last[price] = state.close;
  }
  readPrecisions(bits, state, details);
  if (wasEstimated && !state.isEstimated) {
    state.amount = rescale(before?.amount ?? 0, 1, stepOf(state.precision.amount));
  }
}

function readPrecisions(bits: BitReader, state: State, details: ErrorDetails): void {
  const { precision } = state;
  const change = (name: keyof State['precision']): ((value: number) => number) => {
    const from = stepOf(precision[name]);
    precision[name] += bits.step();
    if (Math.abs(precision[name]) > 30) throw badData('more decimals than are possible', details);
    const to = stepOf(precision[name]);
    return (value) => rescale(value, from, to);
  };
  if (bits.bit()) {
    const convert = change('price');
    state.close = convert(state.close);
    if (state.isSeparate) for (const name of PRICES) state.last[name] = convert(state.last[name]);
  }
  if (bits.bit()) state.volume = change('volume')(state.volume);
  if (bits.bit()) state.amount = change('amount')(state.amount);
  if (!state.hasLate) return;
  if (bits.bit()) change('lateVolume');
  if (bits.bit()) change('lateAmount');
}

function readBar(bits: BitReader, state: State, days: number, details: ErrorDetails): BarRow {
  const { width, precision, isSeparate } = state;
  const read = (field: Field, isSigned: boolean): number =>
    isSigned ? bits.takeSigned(3 * width[field]) : bits.take(3 * width[field]);
  const open = read('open', true);
  const high = read('high', isSeparate);
  const low = read('low', isSeparate);
  const close = read('close', true);
  const volume = read('volume', true);
  const amount = read('amount', true);
  if (state.hasLate) read('lateVolume', false);
  if (state.hasLateAmount) read('lateAmount', true);
  advance(state, days, details);
  const whole = stepPrices(state, { open, high, low, close });
  state.volume += volume;
  const priceStep = stepOf(precision.price);
  return {
    key: toTradeDate(state.day, details),
    open: whole.open / priceStep,
    high: whole.high / priceStep,
    low: whole.low / priceStep,
    close: whole.close / priceStep,
    volume: state.volume / stepOf(precision.volume),
    amount: readAmount(state, whole, amount),
  };
}

function advance(state: State, days: number, details: ErrorDetails): void {
  for (let i = 0; i < days; i++) {
    do state.day++;
    while ((state.weekdays & (1 << weekdayOf(state.day))) === 0);
  }
  toTradeDate(state.day, details);
}

function stepPrices(state: State, change: Record<Price, number>): Record<Price, number> {
  if (state.isSeparate) {
    for (const price of PRICES) state.last[price] += change[price];
    return { ...state.last };
  }
  const open = state.close + change.open;
  state.close = open + change.close;
  return { open, high: open + change.high, low: open - change.low, close: state.close };
}

function readAmount(state: State, prices: Record<Price, number>, rest: number): number {
  const { precision } = state;
  const step = stepOf(precision.amount);
  if (!state.isEstimated) {
    state.amount += rest;
    return state.amount / step;
  }
  const { open, high, low, close } = prices;
  const estimate = Math.floor(
    averageOf(state.isSeparate, open, high, low, close) * state.volume + 0.5,
  );
  const scale = stepOf(precision.price) * stepOf(precision.volume);
  return (rescale(estimate, scale, step) + rest) / step;
}

/** The two forms give the same value, and the same rounding as the encoder only in its own order. */
function averageOf(
  isSeparate: boolean,
  open: number,
  high: number,
  low: number,
  close: number,
): number {
  if (isSeparate) return (open + high + low + close) / 4;
  return open + (high - open - (open - low) + (close - open)) / 4;
}
