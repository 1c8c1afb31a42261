import { isPlainModel } from './models.ts';
import type { SelectionReport } from './selection.ts';
import type { SelectionVerdictWords } from './selectionVerdictText.ts';
import type { VerdictFormat, VerdictLine } from './verdict.ts';

/** What luck alone reaches in one of twenty runs. */
const RARE_LUCK = 0.95;
const WORSE_THAN_MOST = 0.2;
/** Below it costs and limits eat what the ranking knows. */
const WEAK_RANK_IC = 0.03;
/** Days of the calendar between the first and the last trading day of a year, at least: less is one market mood. */
const YEAR_DAYS = 355;
const DAY_MS = 86_400_000;

/**
 * How far the mean daily RankIC is from 0, in its own standard errors. Outcomes of neighbouring days
 * overlap while they are held, so only one day in `holdDays` counts.
 */
function rankIcDeviations({
  quality,
  config,
}: Pick<SelectionReport, 'quality' | 'config'>): number | null {
  const days = quality.daily.filter(({ rankIc }) => rankIc !== null).length;
  if (quality.rankIcRatio === null) return null;
  return quality.rankIcRatio * Math.sqrt(days / config.settings.holdDays);
}

function ofRanking(
  report: SelectionReport,
  words: SelectionVerdictWords,
  format: VerdictFormat,
): VerdictLine {
  const { rankIc } = report.quality;
  const deviations = rankIcDeviations(report);
  if (rankIc === null || deviations === null) return { mood: 'caution', text: words.icUnknown };
  const shown = format.number(rankIc, 3);
  if (deviations <= -2) return { mood: 'against', text: words.icReversed(shown) };
  if (deviations < 2) return { mood: 'against', text: words.icNone(shown) };
  return rankIc < WEAK_RANK_IC
    ? { mood: 'caution', text: words.icWeak(shown) }
    : { mood: 'for', text: words.icGood(shown) };
}

function ofBenchmark(
  report: SelectionReport,
  words: SelectionVerdictWords,
  format: VerdictFormat,
): VerdictLine {
  const [first, last] = [report.benchmarkEquity.at(0), report.benchmarkEquity.at(-1)];
  if (!first || !last) return { mood: 'caution', text: words.noBenchmark };
  const own = report.metrics.totalReturn;
  const theirs = last.value / first.value - 1;
  const shown = [format.change(own), format.change(theirs)] as const;
  return own > theirs
    ? { mood: own > 0 ? 'for' : 'caution', text: words.beatsBenchmark(...shown) }
    : { mood: 'against', text: words.losesBenchmark(...shown) };
}

function ofBaselines(
  report: SelectionReport,
  words: SelectionVerdictWords,
  format: VerdictFormat,
): VerdictLine[] {
  const { universe, ridge } = report.baselines;
  const own = report.metrics.totalReturn;
  const compare = (
    theirs: number,
    beats: (own: string, other: string) => string,
    loses: (own: string, other: string) => string,
  ): VerdictLine => {
    const shown = [format.change(own), format.change(theirs)] as const;
    return own > theirs
      ? { mood: 'caution', text: beats(...shown) }
      : { mood: 'against', text: loses(...shown) };
  };
  return [
    compare(universe.metrics.totalReturn, words.beatsUniverse, words.losesUniverse),
    isPlainModel(report.config)
      ? { mood: 'caution', text: words.sameRidge }
      : compare(ridge.metrics.totalReturn, words.beatsRidge, words.losesRidge),
  ];
}

function ofLuck(
  { baselines }: SelectionReport,
  words: SelectionVerdictWords,
  format: VerdictFormat,
): VerdictLine {
  const { percentile, draws } = baselines.random;
  const shown = format.share(percentile);
  if (percentile >= RARE_LUCK) return { mood: 'for', text: words.randomHigh(shown, draws) };
  if (percentile < WORSE_THAN_MOST) return { mood: 'against', text: words.randomLow(shown, draws) };
  return { mood: 'caution', text: words.randomMid(shown, draws) };
}

function isShort({ equity }: SelectionReport): boolean {
  const [first, last] = [equity.at(0), equity.at(-1)];
  return !first || !last || Date.parse(last.date) - Date.parse(first.date) < YEAR_DAYS * DAY_MS;
}

/** What an honest reader takes away first: no line is left out because it is unpleasant. */
export function selectionVerdict(
  report: SelectionReport,
  words: SelectionVerdictWords,
  format: VerdictFormat,
): VerdictLine[] {
  const caution = (text: string): VerdictLine => ({ mood: 'caution', text });
  const lines: VerdictLine[] = [];
  if (report.isSimulated) lines.push(caution(words.simulated));
  if (report.config.settings.rules === 'document') {
    lines.push({ mood: 'against', text: words.documentRules });
  }
  lines.push(ofRanking(report, words, format));
  if (report.fills.length === 0) return [...lines, { mood: 'against', text: words.noTrades }];
  lines.push(
    ofBenchmark(report, words, format),
    ...ofBaselines(report, words, format),
    ofLuck(report, words, format),
  );
  if (isShort(report)) lines.push(caution(words.shortSpan(report.equity.length)));
  lines.push(caution(words.survivorship));
  return lines;
}
