import { appendFileSync, existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { RunDependencies } from '#main/jobs/runs/storedRun.ts';
import { runSelection } from '#main/jobs/selection/runSelection.ts';
import { MODELS, modelsFor } from '#shared/models.ts';
import type { AnyModel, ModelKind } from '#shared/models.ts';
import type { DatedValue } from '#shared/run.ts';
import { isTimingReport } from '#shared/runs.ts';
import { selectionConfigSchema } from '#shared/selection.ts';
import { CONTEXT, withImportedStore } from './importedStore.ts';
import { withTimingRuns } from './timingRun.ts';
import { isSameRow } from './toolkitRow.ts';
import type { Row } from './toolkitRow.ts';

/**
 * Runs every model on the tasks of docs/results/toolkit.md, a line of JSON each, appended to FILE; what FILE
 * has is not run again: `node bench/toolkitRuns.ts FOLDER FILE [--seeds 5] [--task TASK] [MODEL…]`.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seeds: { type: 'string', default: '5' }, task: { type: 'string' } },
});
const [folder, file, ...only] = positionals;
const done = readRows();

function readRows(): Pick<Row, 'task' | 'model' | 'seed'>[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  // Written by this program alone.
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Row);
}

const isWanted = (row: Pick<Row, 'task' | 'model' | 'seed'>): boolean =>
  (values.task ?? row.task) === row.task &&
  (only.length === 0 || only.includes(row.model)) &&
  !done.some((other) => isSameRow(other, row));

function keep(row: Row): void {
  appendFileSync(file, `${JSON.stringify(row)}\n`);
  console.error(row.task, row.model, row.seed, row.figures);
}

const barFiles = readdirSync(folder).filter((name) => /^(sh|sz|bj)\d{6}\.csv$/.test(name));
const paths = barFiles.map((name) => join(folder, name));
const seeds = Array.from({ length: Number(values.seeds) }, (_, seed) => seed);

function dailyReturns(equity: readonly DatedValue[], from: string): Record<string, number> {
  const days = equity.filter(({ date }) => date >= from);
  const returns = days.slice(1).map(({ date, value }, i) => [date, value / days[i].value - 1]);
  return Object.fromEntries(returns) as Record<string, number>;
}

/** A model by itself, or three kinds weighted by their inverse validation error. */
const ENSEMBLE = 'ensemble';
const named = <M extends AnyModel>(kinds: readonly M[]): (M | typeof ENSEMBLE)[] => [
  ...kinds,
  ENSEMBLE,
];

async function runTimings(): Promise<void> {
  const cases = named(modelsFor('probability')).flatMap((model) =>
    seeds.map((seed) => ({ task: 'timing' as const, model, seed })),
  );
  const wanted = cases.filter(isWanted);
  if (wanted.length === 0) return;
  await withTimingRuns(paths, async ({ run }) => {
    for (const one of wanted) keep({ ...one, ...(await timingFigures(run, one)) });
  });
}

async function timingFigures(
  run: Parameters<Parameters<typeof withTimingRuns>[1]>[0]['run'],
  { model, seed }: { model: ModelKind | typeof ENSEMBLE; seed: number },
): Promise<Pick<Row, 'figures' | 'daily' | 'held'>> {
  const settings = model === ENSEMBLE ? { ensembleModels: 'transformer+trees' } : {};
  const kind = model === ENSEMBLE ? 'bilstm' : model;
  const { report, seconds } = await run(kind, { seed, settings });
  const { predictedMetrics: metrics, quality, baselines, predictedFrom } = report;
  const { predicted: held } = baselines.buyAndHold;
  return {
    figures: {
      ...{ auc: quality.auc, brier: quality.brier, total: metrics.totalReturn },
      ...{ sharpe: metrics.sharpe, drawdown: metrics.maxDrawdown, trades: metrics.tradeCount },
      ...{ random: baselines.random.percentile, seconds },
      ...{ heldTotal: held.totalReturn, heldSharpe: held.sharpe },
    },
    daily: dailyReturns(report.equity, predictedFrom),
    held: dailyReturns(report.buyAndHoldEquity, predictedFrom),
  };
}

/** Trained on one year, tested on the next. */
const SPAN = { from: '2020-01-01', split: '2021-01-01', to: '2021-12-31' };

async function runSelections(): Promise<void> {
  const models = named<AnyModel>([...modelsFor('return'), ...modelsFor('weights')]);
  const cases = models.flatMap((model) =>
    seeds.map((seed) => ({ task: 'selection' as const, model, seed })),
  );
  const wanted = cases.filter(isWanted);
  if (wanted.length === 0) return;
  await withImportedStore(paths, async (dependencies) => {
    for (const one of wanted) keep({ ...one, ...(await selectionFigures(dependencies, one)) });
  });
}

/** The inputs, label and portfolio of lstm-select; a model of weights has a preset of its own. */
async function selectionFigures(
  dependencies: RunDependencies,
  { model, seed }: { model: AnyModel | typeof ENSEMBLE; seed: number },
): Promise<Pick<Row, 'figures' | 'daily' | 'held'>> {
  const kind = model === ENSEMBLE ? 'lstm' : model;
  const tasks: readonly string[] = MODELS[kind].tasks;
  const preset = tasks.includes('weights') ? 'portfolio-transformer' : 'lstm-select';
  const config = selectionConfigSchema.parse({
    ...{ preset, universe: 'all', model: kind, seed, ...SPAN },
    settings: model === ENSEMBLE ? { ensembleModels: 'cnn+trees' } : {},
  });
  const startedAt = performance.now();
  const run = await runSelection(dependencies, config, CONTEXT);
  const seconds = (performance.now() - startedAt) / 1000;
  const report = dependencies.store.runs.readReport(run);
  if (isTimingReport(report)) throw new Error('a selection has a report of selections');
  const { metrics, quality, baselines, predictedFrom } = report;
  const { universe } = baselines;
  return {
    figures: {
      ...{ ic: quality.ic, rankIc: quality.rankIc, mse: quality.meanSquaredError },
      ...{ total: metrics.totalReturn, sharpe: metrics.sharpe, drawdown: metrics.maxDrawdown },
      ...{ turnover: metrics.turnover, random: baselines.random.percentile, seconds },
      ...{ heldTotal: universe.metrics.totalReturn, heldSharpe: universe.metrics.sharpe },
    },
    daily: dailyReturns(report.equity, predictedFrom),
    held: dailyReturns(universe.equity, predictedFrom),
  };
}

await runSelections();
await runTimings();
