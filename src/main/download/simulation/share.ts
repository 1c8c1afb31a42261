import { roundToFen } from '#main/lib/money.ts';
import type { Random } from '#main/lib/random.ts';
import { emptyColumns } from '#main/market/columns.ts';
import type { AdjustFactor, BarColumns } from '#shared/domain.ts';
import { createVolatility } from './marketReturns.ts';

/** A day in log terms; about what dividends take out again. */
const OWN_DRIFT = 0.0002;
const OWN_VOLATILITY = 0.013;
/** News that moves the price by up to 14% in a day, so that limits are met. */
const NEWS_CHANCE = 0.006;
const SUSPENSION_CHANCE = 0.0015;
const PRICE_LIMIT = 0.1;
/** Size of the pattern, in daily standard deviations of the share itself. */
const PATTERN_STRENGTH = 0.5;
const PATTERN_LOOKBACK = 5;
/** Ex-dates fall on the first traded day on or after 20 June. */
const EX_MONTH_DAY = 620;

interface State {
  /** Yesterday's close, or on an ex-date the reference price from which limits are counted. */
  reference: number;
  /** Log of volume over its long-run mean; wanders and returns. */
  heat: number;
  suspendedDays: number;
  paidYear: number;
  factor: number;
  /** Log returns of the last traded days, newest last. */
  recent: number[];
}

/**
 * One share on the given market returns. The learnable pattern: the move of the last five days tends
 * to turn back, the more the higher the volume; all of it can be seen at the close. Prices respect
 * ±10% of the (ex-right) reference in whole fen.
 */
export function simulateShare(
  tradeDate: Int32Array,
  market: Float64Array,
  random: Random,
): { bars: BarColumns; factors: AdjustFactor[] } {
  const bars = emptyColumns(tradeDate);
  const factors: AdjustFactor[] = [];
  const volatility = createVolatility();
  const beta = 0.7 + 0.6 * random.next();
  const baseVolume = Math.exp(15.5 + random.normal());
  const state: State = {
    reference: roundToFen(8 + 40 * random.next()),
    heat: 0,
    suspendedDays: 0,
    paidYear: Math.floor(tradeDate[0] / 10_000) - (tradeDate[0] % 10_000 < EX_MONTH_DAY ? 1 : 0),
    factor: 1,
    recent: [],
  };
  for (let i = 0; i < tradeDate.length; i++) {
    if (isSuspended(state, random)) {
      putFlat(bars, i, state.reference);
      continue;
    }
    const factor = payDividend(state, tradeDate[i], random);
    if (factor !== null) factors.push({ tradeDate: tradeDate[i], factor });
    const shock = volatility.level() * random.normal();
    const own = OWN_DRIFT + OWN_VOLATILITY * shock + drawNews(random);
    volatility.update(shock);
    const sigma = OWN_VOLATILITY * volatility.level();
    const wanted = beta * market[i] + own + expectedReturn(state, sigma);
    putDay(bars, i, state, wanted, sigma, random);
    bars.volume[i] = 100 * Math.max(1, Math.round((baseVolume * Math.exp(state.heat)) / 100));
    bars.amount[i] = roundToFen(bars.volume[i] * averagePrice(bars, i));
  }
  return { bars, factors };
}

/** Mean of the pattern, known at yesterday's close; 0 while there is no history. */
function expectedReturn({ recent, heat }: State, sigma: number): number {
  if (recent.length < PATTERN_LOOKBACK) return 0;
  const move = recent.reduce((sum, value) => sum + value, 0) / Math.sqrt(PATTERN_LOOKBACK);
  return -PATTERN_STRENGTH * sigma * Math.tanh(move / sigma) * (1 + 0.5 * Math.tanh(heat));
}

function isSuspended(state: State, random: Random): boolean {
  if (state.suspendedDays === 0 && random.next() < SUSPENSION_CHANCE) {
    state.suspendedDays = 1 + random.below(8);
  }
  if (state.suspendedDays === 0) return false;
  state.suspendedDays--;
  return true;
}

/** Once a year 1–3% in cash, one year in eight with half a new share for each old one. Returns the new factor. */
function payDividend(state: State, date: number, random: Random): number | null {
  const year = Math.floor(date / 10_000);
  if (date % 10_000 < EX_MONTH_DAY || state.paidYear === year) return null;
  state.paidYear = year;
  const cash = roundToFen(state.reference * (0.01 + 0.02 * random.next()));
  const newShares = random.next() < 0.12 ? 0.5 : 0;
  const exRight = roundToFen((state.reference - cash) / (1 + newShares));
  state.factor *= state.reference / exRight;
  state.reference = exRight;
  return state.factor;
}

function drawNews(random: Random): number {
  if (random.next() >= NEWS_CHANCE) return 0;
  return (0.06 + 0.08 * random.next()) * (random.next() < 0.5 ? -1 : 1);
}

/** Open, high, low and close of one day around the wanted return, within the limits; steps the state. */
function putDay(
  bars: BarColumns,
  i: number,
  state: State,
  wanted: number,
  sigma: number,
  random: Random,
): void {
  const { reference } = state;
  const up = roundToFen(reference * (1 + PRICE_LIMIT));
  const down = roundToFen(reference * (1 - PRICE_LIMIT));
  const within = (price: number): number => Math.min(up, Math.max(down, roundToFen(price)));
  const open = within(reference * Math.exp(0.4 * wanted + 0.3 * sigma * random.normal()));
  const close = within(reference * Math.exp(wanted));
  const reach = (): number => 0.6 * sigma * Math.abs(random.normal());
  bars.open[i] = open;
  bars.close[i] = close;
  bars.high[i] = within(Math.max(open, close) * Math.exp(reach()));
  bars.low[i] = within(Math.min(open, close) * Math.exp(-reach()));
  const move = Math.log(close / reference);
  state.recent = [...state.recent, move].slice(-PATTERN_LOOKBACK);
  state.heat = 0.85 * state.heat + 0.16 * random.normal() + 0.12 * (Math.abs(move) / sigma - 0.8);
  state.reference = close;
}

function putFlat(bars: BarColumns, i: number, price: number): void {
  bars.open[i] = bars.high[i] = bars.low[i] = bars.close[i] = price;
}

function averagePrice({ open, high, low, close }: BarColumns, i: number): number {
  return (open[i] + high[i] + low[i] + close[i]) / 4;
}
