import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { resumeRun } from '#main/jobs/runs/resumeRun.ts';
import type { RunDependencies } from '#main/jobs/runs/storedRun.ts';
import { runSelection } from '#main/jobs/selection/runSelection.ts';
import type { Store } from '#main/store/store.ts';
import type { Metrics } from '#shared/run.ts';
import { isTimingReport } from '#shared/runs.ts';
import { selectionConfigSchema } from '#shared/selection.ts';
import type {
  SelectionConfig,
  SelectionConfigInput,
  SelectionQuality,
  SelectionReport,
} from '#shared/selection.ts';
import { figure, percent } from './figures.ts';
import { CONTEXT, withImportedStore } from './importedStore.ts';

/**
 * Prints the tables of docs/results/selection.md: `node bench/selectionSeeds.ts FOLDER [SEEDS] [NAME…]`,
 * FOLDER with daily bars of the universe and of its benchmark.
 */
const [folder, seeds = '5', ...names] = process.argv.slice(2);

const CASES: Record<string, Omit<SelectionConfigInput, 'universe' | 'seed'>> = {
  'lstm-select': {
    ...{ preset: 'lstm-select', from: '2020-01-01', split: '2021-01-01', to: '2021-12-31' },
  },
  'cnn-select': {
    ...{ preset: 'cnn-select', from: '2019-01-01', split: '2021-01-01', to: '2022-12-31' },
  },
  'lstm-top30': {
    ...{ preset: 'lstm-top30', from: '2020-01-01', split: '2022-06-01', to: '2022-12-31' },
  },
};
/** Also with so many held, on the same trained model. */
const FEWER: Record<string, number> = { 'lstm-top30': 7 };

const rowOf = (label: string, m: Metrics, q: SelectionQuality | null): string =>
  `| ${[
    label,
    percent(m.totalReturn),
    percent(m.annualReturn),
    figure(m.sharpe),
    percent(m.maxDrawdown),
    figure(m.turnover, 1),
    m.tradeCount,
    figure(q?.ic ?? null, 4),
    figure(q?.icRatio ?? null),
    figure(q?.rankIc ?? null, 4),
    figure(q?.rankIcRatio ?? null),
    figure(q?.meanSquaredError ?? null, 3),
  ].join(' | ')} |`;

function describe(name: string, seed: number, report: SelectionReport): string[] {
  const { ridge, universe, random } = report.baselines;
  const last = (curve: SelectionReport['equity']): string =>
    curve.length === 0 ? '–' : percent(curve[curve.length - 1].value / curve[0].value - 1);
  const own = [
    rowOf(`${name}, seed ${seed}`, report.metrics, report.quality),
    `  beats ${percent(random.percentile)} of random; ideal ${last(report.idealEquity)}; ${report.hash.slice(0, 12)}`,
  ];
  if (seed > 0) return own;
  return [
    ...own,
    rowOf(`${name}, ridge`, ridge.metrics, ridge.quality),
    rowOf(`${name}, universe`, universe.metrics, null),
    `  benchmark ${last(report.benchmarkEquity)}; random ${percent(random.lowReturn)} .. ${percent(random.medianReturn)} .. ${percent(random.highReturn)}`,
    `  deciles ${report.quality.deciles.map(percent).join(' ')}`,
  ];
}

function print(store: Store, name: string, seed: number, run: string): void {
  const report = store.runs.readReport(run);
  if (isTimingReport(report)) return;
  console.log(describe(name, seed, report).join('\n'));
  console.error(name, seed, report.timing);
}

/** A run that differs in its portfolio only: it goes on from what another one has trained. */
async function runOnTrained(
  dependencies: RunDependencies,
  trained: string,
  config: SelectionConfig,
): Promise<string> {
  const { store } = dependencies;
  const run = `${trained}-again`;
  store.runs.create({ ...store.runs.get(trained), run, config });
  for (const { symbol, index, result } of store.runs.readFolds(trained)) {
    const scores = store.scores.read(trained, symbol);
    if (scores === null || typeof result !== 'object' || result === null) continue;
    store.scores.save(run, symbol, scores);
    store.runs.saveFold(run, { symbol, index, result, weights: null });
  }
  store.runs.markState(run, 'interrupted');
  return resumeRun(dependencies, run, CONTEXT);
}

const files = readdirSync(folder).filter((name) => /^(sh|sz|bj)\d{6}\.csv$/.test(name));
const paths = files.map((name) => join(folder, name));
await withImportedStore(paths, async (given) => {
  // Part of the hashes in the table.
  const dependencies = { ...given, appVersion: 'seeds' };
  const { store } = dependencies;
  for (const [name, one] of Object.entries(CASES)) {
    if (names.length > 0 && !names.includes(name)) continue;
    for (let seed = 0; seed < Number(seeds); seed++) {
      const config = selectionConfigSchema.parse({ ...one, universe: 'all', seed });
      const run = await runSelection(dependencies, config, CONTEXT);
      print(store, name, seed, run);
      const holdCount = FEWER[name];
      if (holdCount === undefined) continue;
      const fewer = { ...config, settings: { ...config.settings, holdCount } };
      print(store, `${name}, ${holdCount}`, seed, await runOnTrained(dependencies, run, fewer));
    }
  }
});
