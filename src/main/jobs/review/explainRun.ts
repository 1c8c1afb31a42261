import { fromIsoDate, toIsoDate } from '#main/lib/dates.ts';
import { deriveSeed } from '#main/lib/random.ts';
import { pathContributions } from '#main/report/importancePath.ts';
import type { HandlerContext, ParsedInput } from '#shared/contract.ts';
import { AppError } from '#shared/errors.ts';
import type { TimingConfig } from '#shared/run.ts';
import { isTimingReport } from '#shared/runs.ts';
import type { Explanation } from '#shared/toolkitContract.ts';
import { rankInputs } from './explainImportance.ts';
import { withPredictor } from '../training/predictInWorker.ts';
import type { RunDependencies } from '../runs/storedRun.ts';
import { readStoredTiming, samplesOf } from '../timing/storedTiming.ts';
import type { StoredTiming } from '../timing/storedTiming.ts';

/**
 * What each input contributed to one day's probability, with the model that gave it, and how much the
 * run's last folds lean on each. A day behind the run's end is explained with its last model.
 *
 * @throws INVALID_INPUT for a cross-sectional run, a day without a bar that was predicted, or a run without
 *   stored models
 */
export async function explainRun(
  dependencies: RunDependencies,
  { run, symbol: wanted, date }: ParsedInput<'runs.explain'>,
  context: HandlerContext,
): Promise<Explanation> {
  const { store, workerFile } = dependencies;
  const report = store.runs.readReport(run);
  if (!isTimingReport(report)) {
    throw new AppError(
      'INVALID_INPUT',
      `run ${run} is not one of t-timing: only those are explained`,
      {
        run,
      },
    );
  }
  const { config, probabilities } = report;
  const symbol = wanted ?? config.symbols[0];
  const fold = probabilities.find((one) => one.symbol === symbol && one.date === date)?.fold;
  const stored = readStoredTiming(store, run, config, symbol, fold);
  const row = findRow(stored, date);
  context.report({ step: 'explain', done: 0, total: 1 });
  return withPredictor({ workerFile, signal: context.signal }, async (predict) => {
    const weights = requireWeights(stored, run);
    const own = await explainDay(stored, config, row, (x, count) => predict(weights, x, count));
    const seed = deriveSeed(report.seed, 'importance', symbol);
    const importance = await rankInputs(store, { run, config, symbol, seed }, predict, context);
    return { run, symbol, date, ...own, importance };
  });
}

function findRow({ data, fold }: StoredTiming, date: string): number {
  const row = data.tradeDate.indexOf(fromIsoDate(date));
  if (row >= fold.testFrom) return row;
  const { symbol } = data;
  throw new AppError('INVALID_INPUT', `the run has no prediction of ${symbol} on ${date}`, {
    symbol,
    date,
  });
}

function requireWeights({ weights }: StoredTiming, run: string): Uint8Array {
  if (weights !== null) return weights;
  throw new AppError('INVALID_INPUT', `run ${run} has stored no model`, { run });
}

type Predict = (x: Float32Array, count: number) => Promise<Float32Array>;

async function explainDay(
  stored: StoredTiming,
  config: TimingConfig,
  row: number,
  predict: Predict,
): Promise<Omit<Explanation, 'run' | 'symbol' | 'date' | 'importance'>> {
  const { data, table } = stored;
  const { train, test } = samplesOf(stored, config, row, row + 1);
  const { lookback, width } = test;
  const origin = meanWindow(train.x, train.count);
  const { values, prediction, baseline } = await pathContributions(test.x, origin, predict);
  const sumOver = (places: (j: number) => boolean): number =>
    values.reduce((sum, value, j) => sum + (places(j) ? value : 0), 0);
  return {
    prediction,
    baseline,
    residual: sumOver(() => true) - (prediction - baseline),
    contributions: table.names
      .map((feature, column) => ({
        feature,
        value: sumOver((j) => j % width === column),
        input: Number.isFinite(table.columns[column][row]) ? table.columns[column][row] : null,
      }))
      .sort((a, b) => Math.abs(b.value) - Math.abs(a.value)),
    overTime: Array.from({ length: lookback }, (_, bar) => ({
      date: toIsoDate(data.tradeDate[row - lookback + 1 + bar]),
      value: sumOver((j) => Math.floor(j / width) === bar),
    })),
  };
}

function meanWindow(x: Float32Array, count: number): Float32Array {
  const size = x.length / count;
  const sums = new Float64Array(size);
  for (let at = 0; at < x.length; at++) sums[at % size] += x[at] / count;
  return Float32Array.from(sums);
}
