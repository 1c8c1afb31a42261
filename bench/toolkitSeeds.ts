import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { importPaths } from '#main/jobs/data/importBars.ts';
import { runSelection } from '#main/jobs/selection/runSelection.ts';
import { openStore } from '#main/store/store.ts';
import type { HandlerContext } from '#shared/contract.ts';
import { modelsFor } from '#shared/models.ts';
import type { ModelKind, SelectionModel } from '#shared/models.ts';
import { isTimingReport } from '#shared/runs.ts';
import { selectionConfigSchema } from '#shared/selection.ts';
import { withTimingRuns } from './timingRun.ts';

/**
 * Prints the tables of docs/results/toolkit.md, every model on two tasks over several seeds:
 * `node bench/toolkitSeeds.ts FOLDER [--seeds 5] [--task timing|selection] [MODEL…]`.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seeds: { type: 'string', default: '5' },
    task: { type: 'string', default: 'both' },
  },
});
const [folder, ...only] = positionals;
const seeds = Array.from({ length: Number(values.seeds) }, (_, seed) => seed);
const CONTEXT: HandlerContext = { signal: new AbortController().signal, report: () => undefined };
/** Two-sided 95% quantiles of Student's t by degrees of freedom. */
const STUDENT = [NaN, 12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262];

type Row = Record<string, number | null>;

/** Mean over the seeds ± half of its 95% confidence interval; what is null for a seed is left out. */
function summarise(rows: readonly Row[], key: string, scale: number, digits: number): string {
  const found = rows.flatMap((row) => row[key] ?? []).map((value) => value * scale);
  const { length } = found;
  if (length === 0) return '–';
  const mean = found.reduce((sum, value) => sum + value, 0) / length;
  if (length === 1) return mean.toFixed(digits);
  const variance = found.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (length - 1);
  const half = STUDENT[Math.min(length - 1, STUDENT.length - 1)] * Math.sqrt(variance / length);
  return `${mean.toFixed(digits)} ± ${half.toFixed(digits)}`;
}

const print = (label: string, cells: readonly string[]): void =>
  console.log(`| ${[label, ...cells].join(' | ')} |`);

const isWanted = (model: string): boolean => only.length === 0 || only.includes(model);

async function compareTiming(): Promise<void> {
  const csv = ['sh600519.csv', 'sh000300.csv'].map((name) => join(folder, name));
  await withTimingRuns(csv, async ({ run }) => {
    for (const model of modelsFor('probability').filter(isWanted)) {
      const rows: Row[] = [];
      for (const seed of seeds) rows.push(await timingRow(run, model, seed));
      print(model, [
        summarise(rows, 'auc', 1, 3),
        summarise(rows, 'brier', 1, 3),
        summarise(rows, 'total', 100, 1),
        summarise(rows, 'sharpe', 1, 2),
        summarise(rows, 'drawdown', 100, 1),
        summarise(rows, 'trades', 1, 0),
        summarise(rows, 'random', 100, 0),
        summarise(rows, 'seconds', 1, 0),
      ]);
    }
  });
}

async function timingRow(
  run: Parameters<Parameters<typeof withTimingRuns>[1]>[0]['run'],
  model: ModelKind,
  seed: number,
): Promise<Row> {
  const { report, seconds } = await run(model, { seed });
  const { predictedMetrics: metrics, quality, baselines } = report;
  const row = {
    ...{ auc: quality.auc, brier: quality.brier, total: metrics.totalReturn },
    ...{ sharpe: metrics.sharpe, drawdown: metrics.maxDrawdown, trades: metrics.tradeCount },
    ...{ random: baselines.random.percentile, seconds },
  };
  const held = baselines.buyAndHold.predicted;
  console.error(model, seed, JSON.stringify({ ...row, held: [held.totalReturn, held.sharpe] }));
  return row;
}

async function compareSelection(): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'zuot-toolkit-'));
  const store = openStore(join(scratch, 'toolkit.db'));
  try {
    const files = readdirSync(folder).filter((name) => /^(sh|sz|bj)\d{6}\.csv$/.test(name));
    await importPaths(store, { paths: files.map((name) => join(folder, name)) }, CONTEXT);
    for (const model of modelsFor('return').filter(isWanted)) {
      const rows: Row[] = [];
      for (const seed of seeds) {
        const row = await selectionRow(store, model, seed);
        if (row !== null) rows.push(row);
      }
      print(model, [
        summarise(rows, 'ic', 1, 4),
        summarise(rows, 'rankIc', 1, 4),
        summarise(rows, 'mse', 1, 3),
        summarise(rows, 'total', 100, 1),
        summarise(rows, 'sharpe', 1, 2),
        summarise(rows, 'drawdown', 100, 1),
        summarise(rows, 'turnover', 1, 0),
        summarise(rows, 'random', 100, 0),
        summarise(rows, 'seconds', 1, 0),
      ]);
    }
  } finally {
    store.close();
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** The task of lstm-select: trained on 2020, tested on 2021. Null where the model needs what is not stored. */
async function selectionRow(
  store: ReturnType<typeof openStore>,
  model: SelectionModel,
  seed: number,
): Promise<Row | null> {
  const config = selectionConfigSchema.parse({
    ...{ preset: 'lstm-select', universe: 'all', model, seed },
    ...{ from: '2020-01-01', split: '2021-01-01', to: '2021-12-31' },
  });
  const workerFile = resolve(import.meta.dirname, '../src/main/foldWorker.ts');
  const dependencies = { store, appVersion: 'bench', workerFile, announce: () => undefined };
  const startedAt = performance.now();
  try {
    const report = store.runs.readReport(await runSelection(dependencies, config, CONTEXT));
    if (isTimingReport(report)) return null;
    const { metrics, quality, baselines } = report;
    const row = {
      ...{ ic: quality.ic, rankIc: quality.rankIc, mse: quality.meanSquaredError },
      ...{ total: metrics.totalReturn, sharpe: metrics.sharpe, drawdown: metrics.maxDrawdown },
      ...{ turnover: metrics.turnover, random: baselines.random.percentile },
      seconds: (performance.now() - startedAt) / 1000,
    };
    const ofOthers = [baselines.universe.metrics.totalReturn, baselines.ridge.metrics.totalReturn];
    console.error(model, seed, JSON.stringify({ ...row, ofOthers }));
    return row;
  } catch (thrown) {
    console.error(model, seed, String(thrown));
    return null;
  }
}

if (values.task !== 'selection') await compareTiming();
if (values.task !== 'timing') await compareSelection();
