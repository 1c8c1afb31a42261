import { basename } from 'node:path';
import { checkFile } from '#main/store/checkFile.ts';
import type { FileCheck, FileChecker } from '#main/store/checkFile.ts';
import type { Store } from '#main/store/store.ts';
import type { HandlerContext, ParsedInput } from '#shared/contract.ts';
import type { StoreCheck } from '#shared/dataContract.ts';
import { AppError, toAppError } from '#shared/errors.ts';
import { settleDownloads } from './downloadJob.ts';
import type { JobWatch } from '../jobWatch.ts';

/** Copies the database, in use as it is, into one checked file. See `backupDatabase`. */
export function backupStore(
  store: Store,
  { file }: ParsedInput<'store.backup'>,
  { signal, report }: HandlerContext,
  check: FileChecker,
): Promise<{ file: string; bytes: number }> {
  const note = basename(file);
  const onProgress = (done: number, total: number): void =>
    report({ step: 'backup', done, total, note });
  return store.backup(file, { signal, onProgress, check });
}

/**
 * Puts a checked backup in the place of the database. Throws STORE_BUSY while other jobs run, here or in
 * another process. See `Store.restore`.
 */
export async function restoreStore(
  store: Store,
  { file }: ParsedInput<'store.restore'>,
  { check, watch }: { check: FileChecker; watch: JobWatch },
): Promise<{ file: string; before: string }> {
  const assertIdle = (): void => {
    watch.assertAlone('store.restore');
    // The engine records minutes without being asked; that is no job, but a download.
    settleDownloads(store);
    if (!store.downloads.list().some(({ state }) => state === 'running')) return;
    throw new AppError('STORE_BUSY', 'a download is running: cancel it, or wait for its end');
  };
  assertIdle();
  return store.restore(file, { check, assertIdle });
}

/** Reads every page of the database and says what is in it, what is wrong and what to do. */
export function checkStore(
  store: Store,
  { signal }: HandlerContext,
  check: FileChecker,
): Promise<StoreCheck> {
  return describeCheck(store.file, check(store.file, signal));
}

/** The same for a file that may not even open. */
export function describeFile(file: string): Promise<StoreCheck> {
  return describeCheck(file, checkQuickly(file));
}

const checkQuickly = async (file: string): Promise<FileCheck> => Promise.resolve(checkFile(file));

async function describeCheck(file: string, checking: Promise<FileCheck>): Promise<StoreCheck> {
  try {
    const { isSound, rows, damaged } = await checking;
    if (isSound)
      return { isHealthy: true, lines: [`${file}: every page is sound`, contentOf(rows)] };
    return {
      isHealthy: false,
      lines: [
        ...damaged.map(({ table, problem }) => `${table} is damaged: ${problem}`),
        contentOf(rows),
        ...adviceFor(damaged.map(({ table }) => table)),
      ],
    };
  } catch (thrown) {
    const { code, message } = toAppError(thrown);
    if (code === 'CANCELLED') throw thrown;
    const advice = code === 'STORE_DAMAGED' ? adviceFor([]) : [];
    return { isHealthy: false, lines: [`${code}: ${message}`, ...advice] };
  }
}

const contentOf = (rows: Record<string, number>): string => {
  const held = Object.entries(rows).filter(([, count]) => count > 0);
  return `readable: ${held.map(([table, count]) => `${count} ${table}`).join(', ') || 'nothing'}`;
};

/** What can be downloaded again is worth less than what cannot. */
const AGAIN = new Set(['bars', 'adjust_factors', 'trading_days', 'sector_members', 'value_ratios']);

function adviceFor(damaged: readonly string[]): string[] {
  const isReplaceable = damaged.length > 0 && damaged.every((table) => AGAIN.has(table));
  const restore =
    'put a backup in its place: zuot restore <backup>; the damaged file is kept beside it';
  if (!isReplaceable)
    return [restore, 'what is readable comes out with: zuot export <folder> <symbol…>'];
  return [
    restore,
    'or export what is readable (zuot export <folder> <symbol…>), and download the rest again into a new file',
  ];
}
