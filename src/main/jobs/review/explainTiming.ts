import { fromIsoDate, toIsoDate } from '#main/lib/dates.ts';
import { calibrate } from '#main/report/calibrationFit.ts';
import type { Calibrator } from '#main/report/calibrationFit.ts';
import type { HandlerContext } from '#shared/contract.ts';
import { AppError } from '#shared/errors.ts';
import type { TimingReport } from '#shared/run.ts';
import type { Explanation } from '#shared/toolkitContract.ts';
import type { RunDependencies } from '../runs/storedRun.ts';
import { readStoredTiming, samplesOf } from '../timing/storedTiming.ts';
import type { StoredTiming } from '../timing/storedTiming.ts';
import { withWorker } from '../training/predictInWorker.ts';
import { toReasons } from './explanation.ts';
import type { WindowWords } from './explanation.ts';
import type { ExplainedWindow } from './reviewTask.ts';

/**
 * What each input contributed to one day's probability, with the model that gave it and its correction. A day
 * behind the run's end is explained with its last model.
 *
 * @throws INVALID_INPUT for a day without a bar that was predicted, or a run without stored models
 */
export async function explainTiming(
  { store, workerFile }: RunDependencies,
  { run, config, probabilities, isSimulated }: TimingReport,
  { symbol = config.symbols[0], date }: { symbol?: string; date: string },
  { signal, report }: HandlerContext,
): Promise<Omit<Explanation, 'isDataChanged'>> {
  const fold = probabilities.find((one) => one.symbol === symbol && one.date === date)?.fold;
  const stored = readStoredTiming(store, run, config, symbol, fold);
  const row = findRow(stored, date);
  const weights = requireModel(stored.weights, run);
  report({ step: 'explain', done: 0, total: 1 });
  const { train, test } = samplesOf(stored, config, row, row + 1);
  const origin = meanWindow(train.x, train.count);
  const found = await withWorker({ workerFile, signal }, (worker) =>
    worker.train({ kind: 'explain', weights, window: test.x, origin }, () => undefined),
  );
  const { data, table } = stored;
  const first = row - test.lookback + 1;
  const reasons = toReasons(found, {
    names: table.names,
    inputs: table.columns.map((column) => column[row]),
    dates: Array.from(data.tradeDate.subarray(first, row + 1), toIsoDate),
    scale: scaleOf(found, stored.result.calibrator),
  });
  return { run, symbol, date, isSimulated, unit: 'probability', ...reasons, neighbours: null };
}

/** What a correction makes of the whole way from the baseline is shared out in proportion. */
function scaleOf(
  { prediction, baseline }: Pick<ExplainedWindow, 'prediction' | 'baseline'>,
  calibrator: Calibrator | null = null,
): WindowWords['scale'] {
  const from = calibrate(calibrator, baseline);
  const change = prediction - baseline;
  const factor = change === 0 ? 1 : (calibrate(calibrator, prediction) - from) / change;
  return { factor, shift: from - factor * baseline };
}

function findRow({ data, fold }: StoredTiming, date: string): number {
  const row = data.tradeDate.indexOf(fromIsoDate(date));
  if (row >= fold.testFrom) return row;
  throw noPrediction(data.symbol, date);
}

export const noPrediction = (symbol: string, date: string): AppError =>
  new AppError('INVALID_INPUT', `the run has no prediction of ${symbol} on ${date}`, {
    symbol,
    date,
  });

/** @throws INVALID_INPUT for a run from before its models were stored */
export function requireModel(weights: Uint8Array | null, run: string): Uint8Array {
  if (weights !== null) return weights;
  throw new AppError('INVALID_INPUT', `run ${run} has stored no model for this`, { run });
}

function meanWindow(x: Float32Array, count: number): Float32Array {
  const size = x.length / count;
  const sums = new Float64Array(size);
  for (let at = 0; at < x.length; at++) sums[at % size] += x[at] / count;
  return Float32Array.from(sums);
}
