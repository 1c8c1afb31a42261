import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { importPaths } from '#main/jobs/importBars.ts';
import { runTiming } from '#main/jobs/runTiming.ts';
import { openStore } from '#main/store/store.ts';
import type { HandlerContext } from '#shared/contract.ts';
import { timingConfigSchema } from '#shared/run.ts';
import type { Metrics, TimingReport } from '#shared/run.ts';

/** Prints the table of docs/results/t-timing.md: `node bench/seeds.ts FOLDER [SEEDS]`, FOLDER with sh600519.csv and sh000300.csv. */
const WORKER_FILE = resolve(import.meta.dirname, '../src/main/foldWorker.ts');
const CONTEXT: HandlerContext = { signal: new AbortController().signal, report: () => undefined };
const [folder, seeds = '5'] = process.argv.slice(2);

const percent = (ratio: number): string => `${(ratio * 100).toFixed(2)}%`;
const figure = (value: number | null, digits = 2): string => value?.toFixed(digits) ?? '–';
const yuan = (value: number): string =>
  value.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

function describe(label: string, report: TimingReport, metrics: Metrics, span: string): string {
  const { quality } = report;
  return `| ${[
    label,
    span,
    yuan(metrics.finalEquity),
    percent(metrics.totalReturn),
    percent(metrics.annualReturn),
    figure(metrics.sharpe),
    percent(metrics.maxDrawdown),
    metrics.maxDrawdownDays,
    metrics.tradeCount,
    figure(quality.auc, 3),
    figure(quality.brier, 3),
    percent(report.baselines.random.percentile),
    report.hash.slice(0, 12),
  ].join(' | ')} |`;
}

const scratch = mkdtempSync(join(tmpdir(), 'zuot-seeds-'));
const store = openStore(join(scratch, 'seeds.db'));
const dependencies = {
  store,
  appVersion: 'seeds',
  workerFile: WORKER_FILE,
  announce: () => undefined,
};
try {
  const paths = ['sh600519.csv', 'sh000300.csv'].map((name) => join(folder, name));
  await importPaths(store, { paths }, CONTEXT);
  for (const model of ['logistic', 'bilstm', 'transformer'] as const) {
    for (let seed = 0; seed < Number(seeds); seed++) {
      const config = timingConfigSchema.parse({
        preset: 't-timing',
        symbols: ['600519.SH'],
        from: '2018-01-01',
        to: '2025-03-01',
        model,
        seed,
      });
      const report = store.runs.readReport(await runTiming(dependencies, config, CONTEXT));
      const label = `${model}, seed ${seed}`;
      console.log(describe(label, report, report.metrics, 'whole'));
      console.log(describe(label, report, report.predictedMetrics, 'predicted'));
      if (seed === 0) console.log(JSON.stringify(report.baselines.buyAndHold));
      console.error(label, report.timing);
    }
  }
} finally {
  store.close();
  rmSync(scratch, { recursive: true, force: true });
}
