import type { BarColumns, Board } from '#shared/domain.ts';
import { badData } from './checkBars.ts';
import type { Locate } from './checkBars.ts';
import { checkVolumeUnit, indexVolumeUnit } from './volumeUnit.ts';
import type { VolumeUnit } from './volumeUnit.ts';

/** Shares in one unit of a source's volume; `either` where the source itself uses both. */
export type StatedUnit = VolumeUnit | 'either';

/** Bars that must agree before a stated unit is not believed. */
const CERTAIN_BARS = 20;

type Traded = Pick<BarColumns, 'low' | 'high' | 'volume' | 'amount'>;

/**
 * Volume in shares. The money decides where the source's unit is open, and overrules a stated 手 when
 * many bars agree that it was multiplied already; anything else is refused with SOURCE_BAD_DATA.
 * @param mayStray rows are judged one by one afterwards, see `checkVolumeUnit`
 */
export function settleVolume(
  bars: Traded,
  board: Board,
  stated: StatedUnit,
  locate: Locate,
  mayStray = false,
): { volume: Float64Array; repairs: string[] } {
  if (board === 'index')
    return { volume: scale(bars, indexUnit(bars, stated, locate)), repairs: [] };
  const preferred: VolumeUnit = stated === 'either' ? 100 : stated;
  const first = checkVolumeUnit(bars, preferred, mayStray);
  if (first.fits || (first.checked === 0 && isIdle(bars, stated))) {
    return { volume: scale(bars, preferred), repairs: [] };
  }
  const other: VolumeUnit = preferred === 100 ? 1 : 100;
  const second = checkVolumeUnit(bars, other, mayStray);
  if (second.fits && stated === 'either') return { volume: scale(bars, other), repairs: [] };
  if (second.fits && stated === 100 && isMultiplied(bars, second.checked)) {
    const note = `volume was in shares, not 手: amount / volume of ${second.checked} bars says so`;
    return { volume: scale(bars, other), repairs: [note] };
  }
  throw badData(
    'amount / volume lies outside the prices of the day: another unit, an adjusted series or another instrument',
    locate(Math.max(0, first.firstOdd)),
  );
}

/**
 * Whether it was the volume that was multiplied: whole hundreds all over. Otherwise the money may be what
 * is wrong, and a repair would make the volume wrong too.
 */
function isMultiplied({ volume }: Traded, checked: number): boolean {
  return checked >= CERTAIN_BARS && volume.every((value) => !(value % 100 !== 0 && value > 0));
}

/** No bar says anything: fine where nothing was traded, or where the source's word is enough. */
function isIdle({ volume }: Traded, stated: StatedUnit): boolean {
  return stated !== 'either' || volume.every((value) => !(value > 0));
}

function indexUnit(bars: Traded, stated: StatedUnit, locate: Locate): VolumeUnit {
  if (stated !== 'either') return stated;
  const unit = indexVolumeUnit(bars);
  if (unit !== null) return unit;
  throw badData('the unit of the volume (手 or shares) is not certain', locate(0));
}

/** Shares are whole; Tencent's 手 have decimals. */
function scale({ volume }: Traded, unit: VolumeUnit): Float64Array {
  return unit === 1 ? volume : volume.map((lots) => Math.round(lots * unit));
}
