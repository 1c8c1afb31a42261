import { isPlainModel } from './models.ts';
import type { TimingReport } from './run.ts';
import type { VerdictWords } from './verdictText.ts';

/** How figures are written where the verdict is read. */
export interface VerdictFormat {
  /** 0.05 → +5.00% */
  change: (ratio: number) => string;
  /** 0.95 → 95% */
  share: (ratio: number) => string;
  number: (value: number | null, digits: number) => string;
}

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
export function aucDeviations(report: Pick<TimingReport, 'quality' | 'config'>): number | null {
  const { auc, count, positiveShare } = report.quality;
  if (auc === null || positiveShare === null) return null;
  const effective = count / report.config.settings.horizon;
  const positives = effective * positiveShare;
  const negatives = effective - positives;
  if (positives <= 0 || negatives <= 0) return null;
  const error = Math.sqrt((effective + 1) / (12 * positives * negatives));
  return (auc - 0.5) / error;
}

function ofAuc(report: TimingReport, words: VerdictWords, format: VerdictFormat): VerdictLine {
  const { auc } = report.quality;
  const deviations = aucDeviations(report);
  if (auc === null || deviations === null) return { mood: 'caution', text: words.aucUnknown };
  const shown = format.number(auc, 3);
  if (deviations <= -2) return { mood: 'against', text: words.aucLow(shown) };
  if (deviations < 2) return { mood: 'against', text: words.aucNone(shown) };
  if (auc < WEAK_AUC) return { mood: 'caution', text: words.aucWeak(shown) };
  return { mood: 'for', text: words.aucGood(shown) };
}

/** Brier score against always saying the mean; said only when the probabilities are no better. */
function ofBrier(report: TimingReport, words: VerdictWords, format: VerdictFormat): VerdictLine[] {
  const { brier, positiveShare } = report.quality;
  if (brier === null || positiveShare === null) return [];
  const plain = positiveShare * (1 - positiveShare);
  if (brier < plain) return [];
  return [
    { mood: 'against', text: words.brierPoor(format.number(brier, 3), format.number(plain, 3)) },
  ];
}

function ofHolding(report: TimingReport, words: VerdictWords, format: VerdictFormat): VerdictLine {
  const own = report.predictedMetrics;
  const held = report.baselines.buyAndHold.predicted;
  const returns = [format.change(own.totalReturn), format.change(held.totalReturn)] as const;
  const sharpes = words.sharpeHold(format.number(own.sharpe, 2), format.number(held.sharpe, 2));
  if (own.totalReturn <= held.totalReturn)
    return { mood: 'against', text: words.losesHold(...returns) + sharpes };
  const isSteadier = (own.sharpe ?? -Infinity) > (held.sharpe ?? -Infinity);
  const hasGained = own.totalReturn > 0;
  return {
    mood: isSteadier && hasGained ? 'for' : 'caution',
    text: words.beatsHold(...returns) + sharpes,
  };
}

function ofLogistic(report: TimingReport, words: VerdictWords, format: VerdictFormat): VerdictLine {
  if (isPlainModel(report.config)) return { mood: 'caution', text: words.sameLogistic };
  const own = report.predictedMetrics.totalReturn;
  const plain = report.baselines.logistic.predicted.totalReturn;
  return own > plain
    ? { mood: 'caution', text: words.beatsLogistic(format.change(own), format.change(plain)) }
    : { mood: 'against', text: words.losesLogistic(format.change(own), format.change(plain)) };
}

function ofLuck(report: TimingReport, words: VerdictWords, format: VerdictFormat): VerdictLine {
  const { percentile, draws } = report.baselines.random;
  if (draws === 0) return { mood: 'caution', text: words.randomNone };
  const share = format.share(percentile);
  if (percentile >= RARE_LUCK) return { mood: 'for', text: words.randomHigh(share, draws) };
  if (percentile < WORSE_THAN_MOST) return { mood: 'against', text: words.randomLow(share, draws) };
  return { mood: 'caution', text: words.randomMid(share, draws) };
}

/** What an honest reader takes away first: no line is left out because it is unpleasant. */
export function verdictLines(
  report: TimingReport,
  words: VerdictWords,
  format: VerdictFormat,
): VerdictLine[] {
  const { tradeCount } = report.metrics;
  const lines: VerdictLine[] = [];
  if (report.isSimulated) lines.push({ mood: 'caution', text: words.simulated });
  const ofProbabilities = [ofAuc(report, words, format), ...ofBrier(report, words, format)];
  if (tradeCount === 0) {
    return [...lines, { mood: 'against', text: words.noTrades }, ...ofProbabilities];
  }
  lines.push(
    ...ofProbabilities,
    ofHolding(report, words, format),
    ofLogistic(report, words, format),
    ofLuck(report, words, format),
  );
  if (tradeCount < FEW_TRADES) lines.push({ mood: 'caution', text: words.fewTrades(tradeCount) });
  return lines;
}
