import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { parseCsv } from '#main/download/sources/csv.ts';
import type { CsvRatios } from '#main/download/sources/csvReader.ts';
import { inspectBars } from '#main/market/inspectBars.ts';
import { boardOf, parseSymbol } from '#main/market/symbol.ts';
import type { Store } from '#main/store/store.ts';
import type { HandlerContext, ParsedInput } from '#shared/contract.ts';
import type { ImportOutcome } from '#shared/dataContract.ts';
import type { BarColumns, SymbolCode } from '#shared/domain.ts';
import { AppError, throwIfCancelled, toAppError, toErrorRecord } from '#shared/errors.ts';
import { minutePeriodOf, readMinutesText } from './barsText.ts';

interface ImportFile {
  name: string;
  read: () => Promise<Uint8Array>;
}

/** Far above any file of daily bars; a larger one is something else. */
const MAX_FILE_BYTES = 64 * 2 ** 20;

/** Imports CSV files whose bytes came with the call. See `importEach`. */
export function importFiles(
  store: Store,
  input: ParsedInput<'bars.import'>,
  context: HandlerContext,
): Promise<ImportOutcome[]> {
  const files = input.files.map(({ name, base64 }) => ({
    name: basename(name),
    read: () => Promise.resolve(Buffer.from(base64, 'base64')),
  }));
  return importEach(store, files, input.symbol, context);
}

/** Imports CSV files, and folders file by file (not their subfolders). See `importEach`. */
export async function importPaths(
  store: Store,
  input: ParsedInput<'bars.importPaths'>,
  context: HandlerContext,
): Promise<ImportOutcome[]> {
  const files: ImportFile[] = [];
  for (const path of input.paths) files.push(...(await listFiles(path)));
  return importEach(store, files, input.symbol, context);
}

/**
 * One file at a time, each whole or not at all; a file that fails carries its error and the next one
 * follows. Files without daily bars are passed over by name. Throws CANCELLED, and the store's errors.
 */
async function importEach(
  store: Store,
  files: readonly ImportFile[],
  symbol: SymbolCode | undefined,
  context: HandlerContext,
): Promise<ImportOutcome[]> {
  if (symbol !== undefined && files.length > 1) {
    const message = 'a symbol can be given for one file only';
    throw new AppError('INVALID_INPUT', message, { symbol, files: files.length });
  }
  const outcomes: ImportOutcome[] = [];
  const total = files.length;
  for (const file of files) {
    // Parsing and saving hold the thread: between files the engine must hear a cancel.
    await nextTurn();
    throwIfCancelled(context.signal);
    context.report({ step: 'import', done: outcomes.length, total, note: file.name });
    outcomes.push(await importOne(store, file, symbol));
  }
  context.report({ step: 'import', done: total, total });
  return outcomes;
}

const NOTHING = {
  symbol: null,
  added: 0,
  changed: 0,
  quarantined: 0,
  skipped: null,
  error: null,
};

async function importOne(
  store: Store,
  file: ImportFile,
  symbol: SymbolCode | undefined,
): Promise<ImportOutcome> {
  try {
    const bytes = await file.read();
    const outcome = importMinutes(store, file.name, bytes, symbol);
    return {
      ...NOTHING,
      file: file.name,
      ...(outcome ?? importDaily(store, file.name, bytes, symbol)),
    };
  } catch (thrown) {
    const { code } = toAppError(thrown);
    if (code !== 'SOURCE_BAD_DATA' && code !== 'INVALID_INPUT') throw thrown;
    return { ...NOTHING, file: file.name, error: toErrorRecord(thrown) };
  }
}

/** A file is whole or not at all: its own faults are named by line; what it is held against may put rows aside. */
function importDaily(
  store: Store,
  file: string,
  bytes: Uint8Array,
  given: SymbolCode | undefined,
): Partial<ImportOutcome> {
  const parsed = parseCsv(file, bytes, given);
  if ('skipped' in parsed) return { skipped: parsed.skipped };
  const { name, symbol, bars, isSt, factors, ratios } = parsed;
  const { good, kept, quarantined, findings } = inspectBars(bars, {
    symbol,
    board: boardOf(symbol),
    source: 'csv',
    stored: store.bars.readSeries(symbol, bars.tradeDate[0], bars.tradeDate.at(-1)),
    indices: readIndices(store, symbol, bars),
    locate: (index) => ({ file, row: index + 1 }),
  });
  const { added, changed } = store.bars.save({
    instrument: {
      symbol,
      name,
      board: boardOf(symbol),
      listDate: null,
      delistDate: null,
      isSimulated: false,
    },
    bars: good,
    ...(isSt && { isSt: Uint8Array.from(kept, (i) => isSt[i]) }),
    ...(factors && { factors }),
    source: 'csv',
  });
  if (ratios) saveRatios(store, symbol, good.tradeDate, ratios, kept);
  if (quarantined.length > 0) store.quarantine.add(symbol, 'csv', quarantined);
  store.findings.record(findings, 'csv');
  return { symbol, added, changed, quarantined: quarantined.length };
}

function saveRatios(
  store: Store,
  symbol: SymbolCode,
  tradeDate: Int32Array,
  { pe, pb, ps, pcf, turn }: CsvRatios,
  kept: Int32Array,
): void {
  const of = (column: Float64Array): Float64Array => Float64Array.from(kept, (i) => column[i]);
  const unknown = new Float64Array(tradeDate.length).fill(NaN);
  store.ratios.save(symbol, {
    tradeDate,
    ...{ pe: of(pe), pb: of(pb), ps: of(ps), pcf: of(pcf), turn: of(turn) },
    ...{ marketCap: unknown, floatCap: unknown },
  });
}

/** Index bars must not come under the name of a share; an index may be whatever it says. */
function readIndices(store: Store, symbol: SymbolCode, { tradeDate }: BarColumns) {
  if (boardOf(symbol) === 'index') return [];
  return store.instruments
    .list()
    .filter(({ board, isSimulated }) => board === 'index' && !isSimulated)
    .map((index) => store.bars.readSeries(index.symbol, tradeDate[0], tradeDate.at(-1)));
}

/** Minutes in our own form, as the export writes them; null for any other file. */
function importMinutes(
  store: Store,
  file: string,
  bytes: Uint8Array,
  given: SymbolCode | undefined,
): Partial<ImportOutcome> | null {
  const period = minutePeriodOf(file);
  const bars = period && readMinutesText(new TextDecoder().decode(bytes), file);
  if (!bars) return null;
  const symbol = given ?? parseSymbol(file.replace(/_.*$/, ''));
  if (bars.time.length === 0) return { skipped: 'holds no bars: no line under the header' };
  if (!store.instruments.find(symbol)) {
    const unknown = { name: '', listDate: null, delistDate: null, isSimulated: false };
    store.instruments.save({ symbol, board: boardOf(symbol), ...unknown });
  }
  const { added, changed } = store.minutes.save({ symbol, period, bars, source: 'csv' });
  return { symbol, added, changed };
}

async function listFiles(path: string): Promise<ImportFile[]> {
  const found = await lookAt(path);
  if (!found.isDirectory()) return [toImportFile(path)];
  const names = (await readdir(path, { withFileTypes: true }))
    .filter((entry) => !entry.isDirectory() && /\.(csv|txt|xls)$/i.test(entry.name))
    .map(({ name }) => name)
    .sort();
  if (names.length > 0) return names.map((name) => toImportFile(join(path, name)));
  throw new AppError('INVALID_INPUT', `the folder holds no CSV files: ${path}`, { path });
}

const lookAt = (path: string) =>
  stat(path).catch((cause: unknown) => {
    throw new AppError('INVALID_INPUT', `cannot open ${path}`, { path }, cause);
  });

function toImportFile(path: string): ImportFile {
  const name = basename(path);
  const read = async (): Promise<Uint8Array> => {
    const found = await lookAt(path);
    // Reading a device or a pipe might never end.
    if (!found.isFile())
      throw new AppError('INVALID_INPUT', `${name} is not a file`, { file: name });
    if (found.size <= MAX_FILE_BYTES) {
      return readFile(path).catch((cause: unknown) => {
        throw new AppError('INVALID_INPUT', `cannot read ${path}`, { path }, cause);
      });
    }
    throw new AppError('INVALID_INPUT', `${name} is too large for daily bars`, {
      file: name,
      size: found.size,
    });
  };
  return { name, read };
}
