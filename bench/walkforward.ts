import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { withTimingRuns } from './timingRun.ts';

/**
 * t-timing whole on a CSV of 600519 (ZUOT_BENCH_CSV), with one and with two workers: seconds from the
 * call to the stored report, and whether the hashes agree.
 */
export async function benchWalkforward(): Promise<Record<string, number | string | boolean>> {
  const csv =
    process.env.ZUOT_BENCH_CSV ??
    resolve(import.meta.dirname, '../../shared/data/bars/sh600519.csv');
  if (!existsSync(csv)) return { skipped: `no bars at ${csv}; set ZUOT_BENCH_CSV` };
  return withTimingRuns([csv], async ({ run }) => {
    const figures: Record<string, number | string | boolean> = {};
    for (const model of ['bilstm', 'transformer'] as const) {
      const one = await run(model, { workers: 1 });
      const two = await run(model, { workers: 2 });
      figures[`${model}1WorkerSeconds`] = one.seconds;
      figures[`${model}2WorkersSeconds`] = two.seconds;
      figures[`${model}Ratio`] = Math.round((two.seconds / one.seconds) * 1000) / 1000;
      figures[`${model}SameHash`] = one.report.hash === two.report.hash;
    }
    return figures;
  });
}
