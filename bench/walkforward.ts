import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { importPaths } from '#main/jobs/importBars.ts';
import { runTiming } from '#main/jobs/runTiming.ts';
import { openStore } from '#main/store/store.ts';
import type { HandlerContext } from '#shared/contract.ts';
import { timingConfigSchema } from '#shared/run.ts';

const WORKER_FILE = resolve(import.meta.dirname, '../src/main/foldWorker.ts');
const CONTEXT: HandlerContext = { signal: new AbortController().signal, report: () => undefined };

/**
 * t-timing whole, 2018-01-01 .. 2025-03-01, on a CSV of 600519 (ZUOT_BENCH_CSV), with one and with two
 * workers: seconds from the call to the stored report, and whether the hashes agree.
 */
export async function benchWalkforward(): Promise<Record<string, number | string | boolean>> {
  const csv =
    process.env.ZUOT_BENCH_CSV ??
    resolve(import.meta.dirname, '../../shared/data/bars/sh600519.csv');
  if (!existsSync(csv)) return { skipped: `no bars at ${csv}; set ZUOT_BENCH_CSV` };
  const folder = mkdtempSync(join(tmpdir(), 'zuot-bench-'));
  const store = openStore(join(folder, 'bench.db'));
  const run = async (model: 'bilstm' | 'transformer', workers: number) => {
    store.settings.change({ workers });
    const config = timingConfigSchema.parse({
      preset: 't-timing',
      symbols: ['600519.SH'],
      from: '2018-01-01',
      to: '2025-03-01',
      model,
    });
    const startedAt = performance.now();
    const dependencies = {
      store,
      appVersion: 'bench',
      workerFile: WORKER_FILE,
      announce: () => undefined,
    };
    const id = await runTiming(dependencies, config, CONTEXT);
    return {
      seconds: Math.round(performance.now() - startedAt) / 1000,
      hash: store.runs.readReport(id).hash,
    };
  };
  try {
    await importPaths(store, { paths: [csv] }, CONTEXT);
    const figures: Record<string, number | string | boolean> = {};
    for (const model of ['bilstm', 'transformer'] as const) {
      const one = await run(model, 1);
      const two = await run(model, 2);
      figures[`${model}1WorkerSeconds`] = one.seconds;
      figures[`${model}2WorkersSeconds`] = two.seconds;
      figures[`${model}Ratio`] = Math.round((two.seconds / one.seconds) * 1000) / 1000;
      figures[`${model}SameHash`] = one.hash === two.hash;
    }
    return figures;
  } finally {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
