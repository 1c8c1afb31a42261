import { fromIsoDate } from '#main/lib/dates.ts';
import { calibrate } from '#main/report/calibrationFit.ts';
import { listShifts } from '#main/report/driftOfInputs.ts';
import { throwIfCancelled } from '#shared/errors.ts';
import type { HandlerContext } from '#shared/contract.ts';
import type { SymbolCode } from '#shared/domain.ts';
import type { TimingConfig, TimingReport } from '#shared/run.ts';
import type { FeatureShift } from '#shared/toolkitContract.ts';
import { addError } from './monitorRecords.ts';
import type { ErrorsByDate, MonitorFindings } from './monitorRecords.ts';
import { withPredictor } from '../training/predictInWorker.ts';
import type { RunDependencies } from '../runs/storedRun.ts';
import { readStoredTiming, samplesOf } from '../timing/storedTiming.ts';
import type { StoredTiming } from '../timing/storedTiming.ts';

/** Live bars before which inputs are not compared. */
const FEWEST_BARS = 20;

/**
 * How the probabilities of a t-timing run have fared since. Bars behind its end are predicted with the
 * last fold's model; without it only the outcomes count that its last probabilities still waited for.
 */
export async function monitorTiming(
  dependencies: RunDependencies,
  run: string,
  { config, probabilities }: Pick<TimingReport, 'config' | 'probabilities'>,
  context: HandlerContext,
): Promise<MonitorFindings> {
  const found = {
    ...{ baseline: new Map() as ErrorsByDate, live: new Map() as ErrorsByDate, lastDate: 0 },
    ...{ evidence: [] as string[], shifts: new Map<SymbolCode, FeatureShift[]>() },
    shiftBars: Infinity,
  };
  for (const [done, symbol] of config.symbols.entries()) {
    throwIfCancelled(context.signal);
    context.report({ step: 'monitor', done, total: config.symbols.length });
    const stored = readStoredTiming(dependencies.store, run, config, symbol);
    const { data, ownLength } = stored;
    const { horizon } = config.settings;
    const rowOf = new Map(Array.from(data.tradeDate, (date, row) => [date, row]));
    const judgeRow = (row: number, probability: number): void => {
      if (Number.isNaN(data.labels[row])) return;
      const isKnownThen = row + horizon < ownLength;
      const errors = isKnownThen ? found.baseline : found.live;
      addError(errors, data.tradeDate[row], probability, data.labels[row]);
    };
    for (const { date, probability } of probabilities.filter((one) => one.symbol === symbol)) {
      const row = rowOf.get(fromIsoDate(date));
      if (row !== undefined) judgeRow(row, probability);
    }
    const fresh = await predictSince(dependencies, config, stored, context);
    if (fresh === null)
      found.evidence.push(`No model of ${symbol} is stored: newer bars are not predicted.`);
    fresh?.forEach((probability, i) => judgeRow(ownLength + i, probability));
    const shifts = shiftsOf(stored);
    if (shifts.length > 0) {
      found.shifts.set(symbol, shifts);
      found.shiftBars = Math.min(found.shiftBars, stored.table.length - ownLength);
    }
    found.lastDate = Math.max(found.lastDate, data.tradeDate[data.tradeDate.length - 1]);
  }
  const { shifts, shiftBars, ...rest } = found;
  return { ...rest, shifts: joinShifts(shifts), ...(shifts.size > 0 && { shiftBars }) };
}

/** Probabilities of the bars behind the run's end; null without a model. */
async function predictSince(
  { workerFile }: RunDependencies,
  config: TimingConfig,
  stored: StoredTiming,
  { signal }: HandlerContext,
): Promise<number[] | null> {
  const { data, ownLength, weights, result } = stored;
  if (data.table.length === ownLength) return [];
  if (weights === null) return null;
  const { test } = samplesOf(stored, config, ownLength, data.table.length);
  const raw = await withPredictor({ workerFile, signal }, (predict) =>
    predict(weights, test.x, test.count),
  );
  return Array.from(raw, (probability) => calibrate(result.calibrator ?? null, probability));
}

function shiftsOf({ table, fold, ownLength }: StoredTiming): FeatureShift[] {
  if (table.length - ownLength < FEWEST_BARS) return [];
  return listShifts(
    table.names,
    table.columns.map((column) => column.subarray(fold.trainFrom, fold.trainTo)),
    table.columns.map((column) => column.subarray(ownLength)),
  );
}

/** Several symbols: the mean index of each input. */
function joinShifts(bySymbol: ReadonlyMap<SymbolCode, readonly FeatureShift[]>): FeatureShift[] {
  const joined = new Map<string, number[]>();
  for (const { feature, index } of [...bySymbol.values()].flat()) {
    joined.set(feature, [...(joined.get(feature) ?? []), index]);
  }
  return [...joined]
    .map(([feature, all]) => ({ feature, index: all.reduce((a, b) => a + b, 0) / all.length }))
    .sort((a, b) => b.index - a.index);
}
