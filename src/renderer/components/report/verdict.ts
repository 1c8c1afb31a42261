import type { Formatter } from '#renderer/text/format.ts';
import type { Messages } from '#renderer/text/index.ts';
import type { RunReport } from '#shared/run.ts';

/** `for` the strategy, `against` it, or a `caution`. */
export interface VerdictLine {
  mood: 'for' | 'against' | 'caution';
  text: string;
}

/** Fewer closed trades than this say little about the next ones. */
const FEW_TRADES = 30;
/** What luck alone reaches in one of twenty runs. */
const RARE_LUCK = 0.95;
const WORSE_THAN_MOST = 0.2;
/** Below it even a significant AUC hardly pays for its costs. */
const WEAK_AUC = 0.58;

/**
 * How far the AUC is from a coin, in its own standard errors. Labels of neighbouring days overlap, so
 * only one prediction in `horizon` counts (Hanley and McNeil under the null hypothesis).
 */
export function aucDeviations(report: Pick<RunReport, 'quality' | 'config'>): number | null {
  const { auc, count, positiveShare } = report.quality;
  if (auc === null || positiveShare === null) return null;
  const effective = count / report.config.settings.horizon;
  const positives = effective * positiveShare;
  const negatives = effective - positives;
  if (positives <= 0 || negatives <= 0) return null;
  const error = Math.sqrt((effective + 1) / (12 * positives * negatives));
  return (auc - 0.5) / error;
}

function ofAuc(report: RunReport, t: Messages, format: Formatter): VerdictLine {
  const { verdict } = t.report;
  const { auc } = report.quality;
  const deviations = aucDeviations(report);
  if (auc === null || deviations === null) return { mood: 'caution', text: verdict.aucUnknown };
  const shown = format.number(auc, 3);
  if (deviations <= -2) return { mood: 'against', text: verdict.aucLow(shown) };
  if (deviations < 2) return { mood: 'against', text: verdict.aucNone(shown) };
  if (auc < WEAK_AUC) return { mood: 'caution', text: verdict.aucWeak(shown) };
  return { mood: 'for', text: verdict.aucGood(shown) };
}

function ofHolding(report: RunReport, t: Messages, format: Formatter): VerdictLine {
  const own = report.predictedMetrics;
  const held = report.baselines.buyAndHold.predicted;
  const percent = (value: number) => format.percent(value, { isSigned: true });
  const words = [percent(own.totalReturn), percent(held.totalReturn)] as const;
  const sharpes = t.report.verdict.sharpeHold(
    format.number(own.sharpe),
    format.number(held.sharpe),
  );
  if (own.totalReturn <= held.totalReturn)
    return { mood: 'against', text: t.report.verdict.losesHold(...words) + sharpes };
  const isSteadier = (own.sharpe ?? -Infinity) > (held.sharpe ?? -Infinity);
  const hasGained = own.totalReturn > 0;
  return {
    mood: isSteadier && hasGained ? 'for' : 'caution',
    text: t.report.verdict.beatsHold(...words) + sharpes,
  };
}

function ofLogistic(report: RunReport, t: Messages, format: Formatter): VerdictLine {
  const { verdict } = t.report;
  if (report.model === 'logistic') return { mood: 'caution', text: verdict.sameLogistic };
  const own = report.predictedMetrics.totalReturn;
  const plain = report.baselines.logistic.predicted.totalReturn;
  const percent = (value: number) => format.percent(value, { isSigned: true });
  return own > plain
    ? { mood: 'caution', text: verdict.beatsLogistic(percent(own), percent(plain)) }
    : { mood: 'against', text: verdict.losesLogistic(percent(own), percent(plain)) };
}

function ofLuck(report: RunReport, t: Messages, format: Formatter): VerdictLine {
  const { verdict } = t.report;
  const { percentile, draws } = report.baselines.random;
  if (draws === 0) return { mood: 'caution', text: verdict.randomNone };
  const share = format.percent(percentile, { digits: 0 });
  if (percentile >= RARE_LUCK) return { mood: 'for', text: verdict.randomHigh(share, draws) };
  if (percentile < WORSE_THAN_MOST)
    return { mood: 'against', text: verdict.randomLow(share, draws) };
  return { mood: 'caution', text: verdict.randomMid(share, draws) };
}

/** What an honest reader takes away first: no line is left out because it is unpleasant. */
export function verdictLines(report: RunReport, t: Messages, format: Formatter): VerdictLine[] {
  const { verdict } = t.report;
  const { tradeCount } = report.metrics;
  const lines: VerdictLine[] = [];
  if (report.isSimulated) lines.push({ mood: 'caution', text: verdict.simulated });
  if (tradeCount === 0)
    return [...lines, { mood: 'against', text: verdict.noTrades }, ofAuc(report, t, format)];
  lines.push(
    ofAuc(report, t, format),
    ofHolding(report, t, format),
    ofLogistic(report, t, format),
    ofLuck(report, t, format),
  );
  if (tradeCount < FEW_TRADES) lines.push({ mood: 'caution', text: verdict.fewTrades(tradeCount) });
  return lines;
}
