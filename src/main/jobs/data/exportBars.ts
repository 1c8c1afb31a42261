import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { toPeriod } from '#main/market/period.ts';
import type { Store } from '#main/store/store.ts';
import type { HandlerContext, ParsedInput } from '#shared/contract.ts';
import type { MinutePeriod, SymbolCode } from '#shared/domain.ts';
import { AppError, isDiskFull, throwIfCancelled, toAppError } from '#shared/errors.ts';
import { barsFileName, toDailyText, toMinutesText } from './barsText.ts';

/**
 * Raw bars with factors as one CSV file a symbol (and one for each asked period of minutes that is
 * stored), which the import reads back bit for bit. A file of the same name is replaced, each as a whole
 * or not at all. Symbols whose pages are damaged are passed over, and named by STORE_DAMAGED when all
 * others are written. Throws CANCELLED, DISK_FULL, NOT_ENOUGH_HISTORY where nothing at all is stored, or
 * INVALID_INPUT where the folder cannot be written.
 */
export async function exportBars(
  store: Store,
  { symbols, folder, minutes }: ParsedInput<'bars.export'>,
  { signal, report }: HandlerContext,
): Promise<{ files: string[] }> {
  const target = resolve(folder);
  await makeFolder(target);
  const files: string[] = [];
  const lost: SymbolCode[] = [];
  for (const [done, symbol] of symbols.entries()) {
    // Reading holds the thread: between symbols the engine must hear a cancel.
    await nextTurn();
    throwIfCancelled(signal);
    report({ step: 'export', done, total: symbols.length, note: symbol });
    for (const period of ['day', ...minutes] as const) {
      const text = readIfSound(store, symbol, period);
      if (text === 'damaged') lost.push(symbol);
      else if (text !== null)
        files.push(await writeWhole(join(target, barsFileName(symbol, period)), text.csv));
    }
  }
  report({ step: 'export', done: symbols.length, total: symbols.length });
  if (lost.length > 0) throw refuseDamaged(lost, files.length);
  if (files.length > 0) return { files };
  const message = 'nothing is stored of these symbols';
  throw new AppError('NOT_ENOUGH_HISTORY', message, { symbols: symbols.length });
}

/**
 * The same as text for one symbol and period; weeks and months are raw bars gathered, for reading only.
 * Throws NOT_ENOUGH_HISTORY.
 */
export function exportText(
  store: Store,
  { symbol, period }: ParsedInput<'bars.exportText'>,
): { name: string; text: string } {
  const isGathered = period === 'week' || period === 'month';
  const kind = isGathered ? 'day' : period;
  const name = barsFileName(symbol, kind).replace('.csv', isGathered ? `_${period}.csv` : '.csv');
  const text = isGathered ? readGathered(store, symbol, period) : readText(store, symbol, period);
  if (text !== null) return { name, text };
  const message = `nothing is stored of ${symbol} in this period`;
  throw new AppError('NOT_ENOUGH_HISTORY', message, { symbol, needed: 1, found: 0 });
}

function refuseDamaged(lost: readonly SymbolCode[], written: number): AppError {
  const symbols = [...new Set(lost)].join(', ');
  const message = `${written} files are written; the bars of these symbols are damaged: ${symbols}`;
  return new AppError('STORE_DAMAGED', message, { symbols, written });
}

/** One damaged page is no reason to lose what the others hold. */
function readIfSound(
  store: Store,
  symbol: SymbolCode,
  period: MinutePeriod | 'day',
): { csv: string } | 'damaged' | null {
  try {
    const csv = readText(store, symbol, period);
    return csv === null ? null : { csv };
  } catch (thrown) {
    if (toAppError(thrown).code === 'STORE_DAMAGED') return 'damaged';
    throw thrown;
  }
}

/** Null where nothing is stored. */
function readText(store: Store, symbol: SymbolCode, period: MinutePeriod | 'day'): string | null {
  if (period === 'day') {
    const series = store.bars.readSeries(symbol);
    return series.tradeDate.length === 0 ? null : toDailyText(series);
  }
  const bars = store.minutes.read(symbol, period);
  return bars.time.length === 0 ? null : toMinutesText(bars);
}

function readGathered(store: Store, symbol: SymbolCode, period: 'week' | 'month'): string | null {
  const series = store.bars.readSeries(symbol);
  if (series.tradeDate.length === 0) return null;
  const bars = toPeriod(series, period);
  const at = Array.from(bars.tradeDate, (date) => series.tradeDate.indexOf(date));
  const factor = Float64Array.from(at, (i) => series.factor[i]);
  const isSt = Uint8Array.from(at, (i) => series.isSt[i]);
  return toDailyText({ ...bars, symbol, factor, isSt });
}

async function makeFolder(folder: string): Promise<void> {
  try {
    if ((await stat(folder).catch(() => null))?.isDirectory()) return;
    await mkdir(folder);
  } catch (cause) {
    throw new AppError('INVALID_INPUT', `the folder cannot be made: ${folder}`, { folder }, cause);
  }
}

/** A killed export leaves the earlier file or none, never half of one. */
async function writeWhole(file: string, text: string): Promise<string> {
  const partial = `${file}.partial-${process.pid}`;
  try {
    const handle = await open(partial, 'w');
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(partial, file);
    return file;
  } catch (cause) {
    await rm(partial, { force: true });
    const isFull = isDiskFull(cause);
    const message = `${isFull ? 'the disk is full' : 'the file cannot be written'}: ${file}`;
    throw new AppError(isFull ? 'DISK_FULL' : 'INVALID_INPUT', message, { file }, cause);
  }
}
