import type { ErrorDetails } from '#shared/errors.ts';
import type { BarRow } from '../barRow.ts';
import { badData } from '../checkBars.ts';
import type { BitReader } from './sinaBits.ts';
import { toTradeDate, weekdayOf } from './sinaCalendar.ts';

const MAX_BARS = 20_000;
/** Which of the five columns are one unit wider: every pattern of five bits with an even number of ones. */
const WIDER = [0, 3, 5, 6, 9, 10, 12, 15, 17, 18, 20, 23, 24, 27, 29, 30];

interface State {
  day: number;
  close: number;
  volume: number;
  priceWidth: number;
  volumeWidth: number;
  /** Added to every width that the text states. */
  minPriceWidth: number;
  minVolumeWidth: number;
}

/** One bar's own settings. */
interface Bar {
  days: number;
  priceWidth: number;
  volumeWidth: number;
}

/**
 * Bars of type 1479, after the header; every bar ends with a character, and the text with a bar. No
 * amount (NaN). Throws SOURCE_BAD_DATA.
 */
export function decodeIndexBars(bits: BitReader, details: ErrorDetails): BarRow[] {
  const precision = bits.take(6);
  if (precision > 9) throw badData('more decimals than are possible', details);
  const step = 10 ** precision;
  const state: State = {
    day: bits.takeSigned(18) - 1,
    close: 0,
    volume: 0,
    priceWidth: 0,
    volumeWidth: 0,
    minPriceWidth: bits.take(3),
    minVolumeWidth: bits.take(3),
  };
  const rows: BarRow[] = [];
  while (!bits.isAtEnd()) {
    rows.push(readBar(bits, state, step, details));
    if (rows.length > MAX_BARS) throw badData('more bars than are possible', details);
  }
  return rows;
}

function readBar(bits: BitReader, state: State, step: number, details: ErrorDetails): BarRow {
  const code = bits.take(6);
  const bar: Bar = { days: 1, priceWidth: state.priceWidth, volumeWidth: state.volumeWidth };
  if ((code & 32) !== 0) readChanges(bits, state, bar);
  for (let i = 0; i < bar.days; i++) {
    do state.day++;
    while (weekdayOf(state.day) === 0 || weekdayOf(state.day) === 6);
  }
  const [open, high, low, close, volume] = widthsOf(bar, code);
  const opened = state.close + bits.takeSigned(open);
  const highest = opened + bits.take(high);
  const lowest = opened - bits.take(low);
  state.close = opened + bits.takeSigned(close);
  state.volume += bits.takeSigned(volume);
  return {
    key: toTradeDate(state.day, details),
    open: opened / step,
    high: highest / step,
    low: lowest / step,
    close: state.close / step,
    volume: state.volume,
    amount: NaN,
  };
}

/** Bits of open, high, low, close, volume: those of the bar, some one unit (3 bits) wider. */
function widthsOf({ priceWidth, volumeWidth }: Bar, code: number): number[] {
  const pattern = WIDER[code & 15];
  const wider = (volumeWidth & 1) === 1 ? 31 - pattern : pattern;
  const units = [priceWidth, priceWidth, priceWidth, priceWidth, volumeWidth + ((code & 16) >> 3)];
  return units.map((width, i) => 3 * (width + ((wider >> (4 - i)) & 1)));
}

/** Codes of six bits: widths (bit 5; for good with bit 4, else for this bar) or days to go on. */
function readChanges(bits: BitReader, state: State, bar: Bar): void {
  const setWidth = (isLasting: boolean, isPrice: boolean, value: number): void => {
    const name = isPrice ? 'priceWidth' : 'volumeWidth';
    const width = value + (isPrice ? state.minPriceWidth : state.minVolumeWidth);
    bar[name] = width;
    if (isLasting) state[name] = width;
  };
  for (;;) {
    const code = bits.take(6);
    const isFlagged = (code & 16) !== 0;
    if ((code | 16) === 63) {
      setWidth(isFlagged, true, bits.take(3));
      setWidth(isFlagged, false, bits.take(3));
      return;
    }
    if ((code & 32) !== 0) {
      setWidth(isFlagged, (code & 8) !== 0, code & 7);
      return;
    }
    readDays(bits, state, bar, code & 15);
    if (!isFlagged) return;
  }
}

function readDays(bits: BitReader, state: State, bar: Bar, code: number): void {
  if (code === 0) {
    bar.days = bits.take(6);
  } else if (code === 1) {
    state.day = bits.take(18);
    bar.days = 0;
  } else {
    bar.days = code;
  }
}
