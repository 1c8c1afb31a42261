import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { parseCsv } from '#main/download/sources/csv.ts';
import { boardOf } from '#main/market/symbol.ts';
import type { Store } from '#main/store/store.ts';
import type { HandlerContext, ImportOutcome, ParsedInput } from '#shared/contract.ts';
import type { SymbolCode } from '#shared/domain.ts';
import { AppError, throwIfCancelled, toAppError, toErrorRecord } from '#shared/errors.ts';

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

async function importOne(
  store: Store,
  file: ImportFile,
  symbol: SymbolCode | undefined,
): Promise<ImportOutcome> {
  const nothing = {
    file: file.name,
    symbol: null,
    added: 0,
    changed: 0,
    skipped: null,
    error: null,
  };
  try {
    const parsed = parseCsv(file.name, await file.read(), symbol);
    if ('skipped' in parsed) return { ...nothing, skipped: parsed.skipped };
    const { name, ...batch } = parsed;
    const { added, changed } = store.bars.save({
      ...batch,
      instrument: {
        symbol: parsed.symbol,
        name,
        board: boardOf(parsed.symbol),
        listDate: null,
        delistDate: null,
        isSimulated: false,
      },
      source: 'csv',
    });
    return { ...nothing, symbol: parsed.symbol, added, changed };
  } catch (thrown) {
    const { code } = toAppError(thrown);
    if (code !== 'SOURCE_BAD_DATA' && code !== 'INVALID_INPUT') throw thrown;
    return { ...nothing, error: toErrorRecord(thrown) };
  }
}

async function listFiles(path: string): Promise<ImportFile[]> {
  const found = await lookAt(path);
  if (!found.isDirectory()) return [toImportFile(path)];
  const names = (await readdir(path, { withFileTypes: true }))
    .filter((entry) => !entry.isDirectory() && /\.csv$/i.test(entry.name))
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
