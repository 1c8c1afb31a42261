import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { importPaths } from '#main/jobs/data/importBars.ts';
import type { RunDependencies } from '#main/jobs/runs/storedRun.ts';
import { openStore } from '#main/store/store.ts';
import type { HandlerContext } from '#shared/contract.ts';

/** Of calls that nobody cancels or watches. */
export const CONTEXT: HandlerContext = {
  signal: new AbortController().signal,
  report: () => undefined,
};

/** What runs need, on a store of these CSV files alone, which is gone when the work ends. */
export async function withImportedStore<T>(
  paths: string[],
  work: (dependencies: RunDependencies) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'zuot-bench-'));
  const store = openStore(join(folder, 'bench.db'));
  const workerFile = resolve(import.meta.dirname, '../src/main/foldWorker.ts');
  try {
    await importPaths(store, { paths }, CONTEXT);
    return await work({ store, appVersion: 'bench', workerFile, announce: () => undefined });
  } finally {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
