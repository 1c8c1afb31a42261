import { assert } from '#main/lib/assert.ts';
import { toIsoDate } from '#main/lib/dates.ts';
import type { DatedValue } from '#shared/run.ts';
import type { SelectionBaseline, SelectionReport } from '#shared/selection.ts';
import type { AccountHistory } from './account.ts';
import { rebased } from './benchmark.ts';
import { listContributors } from './contributors.ts';
import { distanceQuality } from './distanceQuality.ts';
import { hashReport } from './hashReport.ts';
import { holdingsByDay } from './holdings.ts';
import { computeMetrics } from './metrics.ts';
import { randomBaseline } from './randomBaseline.ts';
import {
  toDatedValues,
  toFillRecord,
  toMarkerRecord,
  toRejectionRecord,
  toTradeRecord,
} from './records.ts';
import { riskRecord } from './riskRecord.ts';
import type { ScoredPanel, SelectionReportInput } from './selectionInput.ts';
import { selectionQuality } from './selectionQuality.ts';

/** The record of one finished cross-sectional run. Needs at least one date with scores. */
export function buildSelectionReport(input: SelectionReportInput): SelectionReport {
  const { config, strategy, scored } = input;
  assert(scored.dates.length > 0, 'a report needs at least one date with scores');
  const benchmark = input.benchmark ? rebased(strategy, input.benchmark) : [];
  const own = baselineOf(strategy, input.benchmark);
  const report = {
    run: input.run,
    preset: config.preset,
    symbols: [...input.symbols],
    from: config.from,
    split: config.split,
    to: config.to,
    seed: config.seed,
    model: config.model,
    config,
    appVersion: input.appVersion,
    dataVersion: input.dataVersion,
    backend: input.backend,
    isSimulated: input.isSimulated,
    predictedFrom: toIsoDate(scored.dates[0]),
    metrics: own.metrics,
    quality: selectionQuality(scored),
    ...(input.band && { band: input.band }),
    ...distanceOf(scored),
    ...(strategy.limits && { risk: riskRecord(strategy.limits, strategy, scored.dates[0]) }),
    baselines: baselinesOf(input, own.metrics.totalReturn),
    equity: own.equity,
    benchmarkEquity: benchmark,
    idealEquity: idealOf(input),
    excess: excessOver(own.equity, benchmark),
    holdings: holdingsByDay(strategy, input.series),
    contributors: listContributors(strategy, input.series, input.names),
    fills: strategy.fills.map(toFillRecord),
    trades: strategy.trades.map(toTradeRecord),
    rejections: strategy.rejections.map(toRejectionRecord),
    markers: strategy.markers.map(toMarkerRecord),
    training: [...input.training],
    survivorship: [...input.survivorship],
    notes: [...input.notes],
    timing: input.timing,
  };
  return { ...report, hash: hashReport(report) };
}

/** Of windows; without labels of their scale no error is stated. */
function distanceOf({
  windowDistances,
  standardised,
}: ScoredPanel): Pick<SelectionReport, 'distance'> {
  if (!windowDistances) return {};
  const errors = Float64Array.from(windowDistances, (_, i) =>
    standardised ? (standardised.predictions[i] - standardised.labels[i]) ** 2 : NaN,
  );
  const distance = distanceQuality(windowDistances, errors);
  return distance ? { distance } : {};
}

const baselineOf = (
  account: AccountHistory,
  benchmark: Float64Array | null,
): SelectionBaseline => ({
  metrics: computeMetrics({ ...account, benchmark }),
  equity: toDatedValues(account.dates, account.equity),
});

const baselinesOf = (
  input: SelectionReportInput,
  totalReturn: number,
): SelectionReport['baselines'] => ({
  universe: baselineOf(input.universe, input.benchmark),
  ridge: {
    ...baselineOf(input.ridge, input.benchmark),
    quality: selectionQuality(input.ridgeScored),
    ...(input.ridgeBand && { band: input.ridgeBand }),
  },
  random: randomBaseline(totalReturn, input.randomReturns),
});

/** In yuan of the account's own start, so that the two curves can be laid over each other. */
function idealOf({ idealEquity, scored, strategy }: SelectionReportInput): DatedValue[] {
  if (idealEquity === null) return [];
  const [start] = strategy.equity;
  return toDatedValues(
    scored.dates,
    idealEquity.map((value) => value * start),
  );
}

/** (E_t / E_0) / (B_t / B_0) − 1 on the days on which the benchmark has a close, from its first one on. */
function excessOver(equity: readonly DatedValue[], benchmark: readonly DatedValue[]): DatedValue[] {
  const byDate = new Map(equity.map(({ date, value }) => [date, value]));
  const both = benchmark.flatMap(({ date, value }) => {
    const own = byDate.get(date);
    return own === undefined ? [] : [{ date, ratio: own / value }];
  });
  return both.map(({ date, ratio }) => ({ date, value: ratio / both[0].ratio - 1 }));
}
