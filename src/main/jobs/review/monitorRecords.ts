import { toIsoDate } from '#main/lib/dates.ts';
import { FALSE_ALARM_RATE, FEWEST_BASELINE, ratioRule, sumRule } from '#main/report/drift.ts';
import { chanceShift } from '#main/report/driftOfInputs.ts';
import { mean } from '#main/report/moments.ts';
import type { TradeDate } from '#shared/domain.ts';
import type { ErrorSpan, FeatureShift, MonitorReport } from '#shared/toolkitContract.ts';

/** Squared errors of single predictions by the date on which they were made. */
export type ErrorsByDate = Map<TradeDate, number[]>;

/** What a kind of run knows of its own errors. */
export interface MonitorFindings {
  /** Of predictions whose outcome the run itself knew. */
  baseline: ErrorsByDate;
  /** Of those whose outcome became known since. */
  live: ErrorsByDate;
  shifts: FeatureShift[];
  /** Fewest live bars that a symbol's inputs were compared over; left out where none were. */
  shiftBars?: number;
  /** English sentences. */
  evidence: string[];
  /** Last stored bar. */
  lastDate: TradeDate | null;
}

export function addError(errors: ErrorsByDate, date: TradeDate, said: number, came: number): void {
  const known = errors.get(date);
  if (known) known.push((said - came) ** 2);
  else errors.set(date, [(said - came) ** 2]);
}

/** Live days before which nothing is said: the published rule waits for more than ten. */
const FEWEST_LIVE = 11;

/** Judges the errors of a run; one record a day, the mean of its predictions. */
export function judge(run: string, found: MonitorFindings, seed: number): MonitorReport {
  const [baseline, live] = [found.baseline, found.live].map(toRecords);
  const errors = live.map(({ squaredError }) => squaredError);
  const sum = sumRule(
    baseline.map(({ squaredError }) => squaredError),
    errors,
    seed,
  );
  const isTooFew = sum === null || live.length < FEWEST_LIVE;
  const isDrift = !isTooFew && sum.alarm !== null;
  const ratio = ratioRule(errors, spanOf(baseline).meanSquaredError ?? NaN);
  const report: MonitorReport = {
    run,
    state: isTooFew ? 'tooFew' : isDrift ? 'drift' : 'stable',
    baseline: spanOf(baseline),
    live: spanOf(live),
    ratioRule: ratio,
    sumRule: {
      peak: sum?.peak ?? 0,
      limit: sum?.limit ?? 0,
      falseAlarmRate: FALSE_ALARM_RATE,
      isDrift,
      since: sum && sum.alarm !== null ? live[sum.alarm].date : null,
    },
    records: live.map((record, i) => ({ ...record, sum: sum?.sums[i] ?? 0 })),
    shifts: found.shifts,
    ...(found.shiftBars !== undefined && { shiftChance: chanceShift(found.shiftBars) }),
    evidence: [],
    proposal: {
      retrain: isDrift,
      to: isDrift && found.lastDate !== null ? toIsoDate(found.lastDate) : null,
    },
  };
  return { ...report, evidence: [...found.evidence, ...evidenceOf(report)] };
}

function toRecords(errors: ErrorsByDate): { date: string; squaredError: number }[] {
  return [...errors]
    .sort(([a], [b]) => a - b)
    .map(([date, squares]) => ({ date: toIsoDate(date), squaredError: mean(squares) }));
}

function spanOf(records: readonly { date: string; squaredError: number }[]): ErrorSpan {
  return {
    from: records[0]?.date ?? null,
    to: records.at(-1)?.date ?? null,
    records: records.length,
    meanSquaredError:
      records.length === 0 ? null : mean(records.map(({ squaredError }) => squaredError)),
  };
}

const four = (value: number): string => value.toPrecision(4);

function evidenceOf({
  state,
  baseline,
  live,
  ratioRule: ratio,
  sumRule: sum,
  shifts,
  shiftChance,
}: MonitorReport) {
  if (state === 'tooFew') {
    return [
      `Too few days to judge: ${baseline.records} of at least ${FEWEST_BASELINE} before and ${live.records} of at least ${FEWEST_LIVE} since.`,
    ];
  }
  const sentences = [
    `Mean squared error: ${four(live.meanSquaredError ?? 0)} over ${live.records} days since, ${four(baseline.meanSquaredError ?? 0)} over ${baseline.records} before.`,
    `Sum of excess errors: at most ${sum.peak.toFixed(1)} of ${sum.limit.toFixed(1)}${sum.since === null ? '' : `, passed on ${sum.since}`}.`,
  ];
  if (ratio.ratio !== null) {
    sentences.push(
      `Last 5 days: ${ratio.ratio.toFixed(2)} × the baseline${ratio.isDrift ? ', beyond' : ', within'} ${ratio.threshold}.`,
    );
  }
  return shiftChance ? [...sentences, shiftEvidence(shifts, shiftChance)] : sentences;
}

function shiftEvidence(
  shifts: readonly FeatureShift[],
  { bars, mean: usual, marked }: NonNullable<MonitorReport['shiftChance']>,
): string {
  const moved = shifts.filter(({ index }) => index > marked);
  const most = moved.slice(0, 3).map(({ feature, index }) => `${feature} ${index.toFixed(2)}`);
  const named = moved.length === 0 ? '' : `, most ${most.join(', ')}`;
  return `Inputs that moved: ${moved.length} of ${shifts.length} beyond ${marked.toFixed(2)}${named}; over ${bars} bars chance alone gives about ${usual.toFixed(2)}, and more where neighbouring bars are alike.`;
}
