import type { DailySeries, MinuteColumns, MinutePeriod, TradeDate } from '#shared/domain.ts';
import type { BarFinding } from './finding.ts';
import { dateOf, expectedBars } from './minutes.ts';

/** Sources gather minutes from snapshots: some per cent of the day's volume are missing from them. */
const VOLUME_TOLERANCE = 0.1;
const SHARES_A_BAR = 100;
/** Some sources send the opening call as a bar of its own. */
const OPENING_CALL = 930;
/** Snapshots miss the extremes of a day by this much, but never see a price that the day did not have. */
const NARROWER = 0.01;
const WIDER = 0.001;

/**
 * Days whose minutes do not add up to their daily bar: another volume, or another high or low. Only days
 * with every minute bar and a daily bar are held against each other.
 */
export function compareWithDaily(
  minutes: MinuteColumns,
  period: MinutePeriod,
  daily: DailySeries,
): BarFinding[] {
  const found: BarFinding[] = [];
  let next = 0;
  for (let from = 0; from < minutes.time.length;) {
    const tradeDate = dateOf(minutes.time[from]);
    let to = from;
    while (to < minutes.time.length && dateOf(minutes.time[to]) === tradeDate) to++;
    while (next < daily.tradeDate.length && daily.tradeDate[next] < tradeDate) next++;
    const count = to - from - Number(minutes.time[from] % 10_000 === OPENING_CALL);
    const isWhole = count >= expectedBars(period) && daily.tradeDate[next] === tradeDate;
    const problem = isWhole ? findMismatch(minutes, from, to, daily, next) : null;
    if (problem !== null) found.push(toFinding(daily.symbol, tradeDate, period, problem));
    from = to;
  }
  return found;
}

function findMismatch(
  minutes: MinuteColumns,
  from: number,
  to: number,
  daily: DailySeries,
  day: number,
): string | null {
  let [volume, high, low] = [0, -Infinity, Infinity];
  for (let i = from; i < to; i++) {
    volume += minutes.volume[i];
    high = Math.max(high, minutes.high[i]);
    low = Math.min(low, minutes.low[i]);
  }
  const slack = daily.volume[day] * VOLUME_TOLERANCE + (to - from) * SHARES_A_BAR;
  if (Math.abs(volume - daily.volume[day]) > slack) {
    return `volume ${Math.round(volume)}, the day says ${Math.round(daily.volume[day])}`;
  }
  const above = high / daily.high[day] - 1;
  if (above > WIDER || above < -NARROWER) return `high ${high}, the day says ${daily.high[day]}`;
  const below = 1 - low / daily.low[day];
  if (below > WIDER || below < -NARROWER) return `low ${low}, the day says ${daily.low[day]}`;
  return null;
}

function toFinding(
  symbol: string,
  tradeDate: TradeDate,
  period: MinutePeriod,
  problem: string,
): BarFinding {
  const note = `${period}-minute bars do not add up to their day: ${problem}`;
  return {
    symbol,
    tradeDate,
    kind: 'minuteMismatch',
    severity: 'warning',
    note,
    details: { period },
  };
}
