import { boardOf, parseSymbol } from '#main/market/symbol.ts';
import type { AdjustFactor, BarColumns, SymbolCode } from '#shared/domain.ts';
import { AppError } from '#shared/errors.ts';
import { badData, checkBars, checkTicks } from '../checkBars.ts';
import { checkVolumeUnit, indexVolumeUnit } from '../volumeUnit.ts';
import { readLayout } from './csvColumns.ts';
import type { BarLayout } from './csvColumns.ts';
import { findName, findSymbols, saysAdjusted } from './csvName.ts';
import { createReader } from './csvReader.ts';
import type { CsvRatios, CsvReader } from './csvReader.ts';
import { decodeText, parseCsvText } from './csvText.ts';
import type { CsvRow, CsvTitle } from './csvText.ts';

/** Daily bars of one symbol as a file holds them: checked, raw, volume in shares. */
export interface BarsFile {
  symbol: SymbolCode;
  /** Empty where neither the file nor its name tells. */
  name: string;
  bars: BarColumns;
  /** Left out where the file has no such column. */
  isSt?: Uint8Array;
  factors?: AdjustFactor[];
  ratios?: CsvRatios;
}

/** A file that holds no daily bars, and why. */
export interface SkippedFile {
  skipped: string;
}

/**
 * Reads a file of daily bars: `date,open,high,low,close,volume[,amount,factor,trading,st,turn,pe,pb,
 * ps,pcf]`, akshare's Chinese columns, or the text exports of 通达信 and 同花顺. `amount` is NaN without such a column.
 * @param file its name, without folders; the symbol is taken from it unless `symbol` is given
 * Throws SOURCE_BAD_DATA with `file` and `line`, or INVALID_INPUT where the symbol is not clear.
 */
export function parseCsv(
  file: string,
  bytes: Uint8Array,
  symbol?: SymbolCode,
): BarsFile | SkippedFile {
  const { title, header, rows } = parseCsvText(decodeText(bytes, file), file);
  if (title !== null && title.period !== '日线')
    return { skipped: `holds ${title.period}, not daily bars` };
  if (title !== null && !['', '不复权'].includes(title.adjust)) {
    const problem = `the title says ${title.adjust}; raw prices (不复权) are needed`;
    throw badData(problem, { file, line: 1 });
  }
  const layout = readLayout(header, rows[0]?.cells ?? [], file);
  if (typeof layout === 'string') return { skipped: layout };
  if (rows.length === 0) return { skipped: 'holds no bars: no line under the header' };
  const reader = createReader(file, layout, rows);
  const known = symbol ?? chooseSymbol(file, title, layout, rows);
  checkTitle(title, known, file);
  reader.checkSymbol(known);
  const read = reader.readBars();
  checkBars(read, reader.locate);
  const bars = normaliseVolume(read, known, reader);
  const st = reader.readFlags('st');
  const ratios = reader.readRatios();
  return {
    symbol: known,
    name: nameOf(title, layout, rows) || findName(file),
    bars,
    ...(st && { isSt: st }),
    ...(layout.factor !== undefined && { factors: reader.readFactors(bars.tradeDate) }),
    ...(ratios && { ratios }),
  };
}

function nameOf(title: CsvTitle | null, { name }: BarLayout, rows: readonly CsvRow[]): string {
  return title?.name ?? (name === undefined ? '' : rows[0].cells[name]);
}

function checkTitle(title: CsvTitle | null, symbol: SymbolCode, file: string): void {
  if (title === null || symbol.startsWith(title.digits)) return;
  throw badData(`the title is about ${title.digits}, not ${symbol}`, { file, line: 1 });
}

function chooseSymbol(
  file: string,
  title: CsvTitle | null,
  layout: BarLayout,
  rows: readonly CsvRow[],
): SymbolCode {
  const inName = findSymbols(file);
  if (inName.length === 1) return inName[0];
  if (inName.length === 0 && title !== null) return parseSymbol(title.digits);
  if (inName.length === 0 && layout.symbol !== undefined) {
    return parseSymbol(rows[0].cells[layout.symbol]);
  }
  const why = inName.length === 0 ? 'names no symbol' : `names ${inName.join(' and ')}`;
  const advice = 'name it like sh600519.csv or give the symbol';
  throw new AppError('INVALID_INPUT', `${file} ${why}; ${advice}`, { file });
}

/** Decides 手 or shares by the money; refuses what fits neither. */
function normaliseVolume(bars: BarColumns, symbol: SymbolCode, reader: CsvReader): BarColumns {
  const { layout, locate } = reader;
  const trading = reader.readFlags('trading');
  const busy = trading?.findIndex((flag, i) => flag === 0 && bars.volume[i] > 0) ?? -1;
  if (busy !== -1) throw badData('trading is 0 but there is volume', locate(busy));
  const board = boardOf(symbol);
  checkTicks(bars, board, locate);
  if (board === 'index') {
    const unit = layout.amount === undefined ? null : indexVolumeUnit(bars);
    return (unit ?? (layout.isChinese ? 100 : 1)) === 100 ? inShares(bars) : bars;
  }
  if (bars.amount.every(Number.isNaN)) {
    refuseUncertain(reader);
    return bars;
  }
  const asShares = checkVolumeUnit(bars, 1);
  if (asShares.fits) return bars;
  const asLots = checkVolumeUnit(bars, 100);
  if (asLots.fits) return inShares(bars);
  if (asLots.checked === 0) throw badData('no line has volume and amount', { file: reader.file });
  throw badData(
    'amount / volume lies outside the prices of the day: prices are adjusted (复权) where raw ones (不复权) are needed, or this is an index or another instrument',
    locate(layout.isChinese ? asLots.firstOdd : asShares.firstOdd),
  );
}

/** Without amounts only the plain English columns, in shares by their documentation, can be trusted. */
function refuseUncertain({ file, layout }: CsvReader): void {
  if (saysAdjusted(file)) {
    throw badData('the name says adjusted; raw prices (不复权) are needed', { file });
  }
  if (layout.isChinese) {
    throw badData('without 成交额 the unit of 成交量 (手 or 股) is not certain', { file, line: 1 });
  }
}

function inShares(bars: BarColumns): BarColumns {
  return { ...bars, volume: bars.volume.map((lots) => lots * 100) };
}
