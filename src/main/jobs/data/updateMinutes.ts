import type { Source, SourceMinutes } from '#main/download/source.ts';
import { lastCompleteDate } from '#main/download/tradingDay.ts';
import { toIsoDate } from '#main/lib/dates.ts';
import { dateOf, expectedBars, pickMinutes } from '#main/market/minutes.ts';
import { marketOf } from '#main/market/calendar.ts';
import type { BarFinding, OddRow } from '#main/market/finding.ts';
import type { Store } from '#main/store/store.ts';
import type { HandlerContext, ParsedInput } from '#shared/contract.ts';
import { dataInputs } from '#shared/dataContract.ts';
import type { DownloadOutcome } from '#shared/dataContract.ts';
import type {
  MinuteColumns,
  MinutePeriod,
  SourceName,
  SymbolCode,
  TradeDate,
} from '#shared/domain.ts';
import { AppError } from '#shared/errors.ts';
import { askInOrder } from './askInOrder.ts';
import type { Answer } from './askInOrder.ts';
import { hasSession } from './dailySpan.ts';
import { createDownload, NOTHING_NEW, runDownload } from './downloadJob.ts';
import type { DownloadDependencies, ReadSymbol, SymbolResult } from './downloadJob.ts';

type MinuteRequest = ParsedInput<'minutes.update'>;

/**
 * Downloads minute bars of sessions that are over, each symbol and period from the first source that
 * answers. Days that are stored whole stay as they are. See `runDownload`.
 */
export async function updateMinutes(
  dependencies: DownloadDependencies,
  request: MinuteRequest,
  context: HandlerContext,
): Promise<DownloadOutcome> {
  const read = openMinutes(dependencies, request);
  const id = createDownload(dependencies.store, 'minutes', request);
  return runDownload(dependencies, id, read, context);
}

/** Goes on with a download of minutes. Throws INVALID_INPUT when it runs already or has nothing left to do. */
export async function resumeMinutes(
  dependencies: DownloadDependencies,
  id: string,
  context: HandlerContext,
): Promise<DownloadOutcome> {
  const stored = dependencies.store.downloads.find(id).request;
  const request = dataInputs['minutes.update'].parse(stored);
  const read = openMinutes(dependencies, request);
  dependencies.store.downloads.takeUp(id);
  return runDownload(dependencies, id, read, context);
}

function openMinutes(
  { store, desk, now }: DownloadDependencies,
  request: MinuteRequest,
): ReadSymbol {
  const sources = desk.open(request.sources);
  const periods = [...new Set(request.periods)].sort((a, b) => a - b);
  return async (symbol, signal) => {
    let result = NOTHING_NEW;
    for (const period of periods) {
      const lastComplete = lastCompleteDate(now(), marketOf(symbol));
      if (isUpToDate(store, symbol, period, lastComplete)) continue;
      const answer = await askInOrder(sources, (source) => ask(source, symbol, period, signal));
      result = addUp(result, answer, saveMinutes(store, symbol, period, answer));
    }
    return result;
  };
}

function ask(
  source: Source,
  symbol: SymbolCode,
  period: MinutePeriod,
  signal: AbortSignal,
): Promise<SourceMinutes> {
  if (source.readMinutes) return source.readMinutes({ symbol, period }, signal);
  return Promise.reject(new AppError('INVALID_INPUT', `${source.name} serves no minutes`));
}

/** Whether the last session that is over is stored whole: older holes cannot be filled by asking daily. */
function isUpToDate(
  store: Store,
  symbol: SymbolCode,
  period: MinutePeriod,
  lastComplete: TradeDate,
): boolean {
  const last = store.minutes.days(symbol, period).at(-1);
  if (!last || last.bars < last.expected) return false;
  return !hasSession(store, symbol, last.tradeDate, lastComplete);
}

function saveMinutes(
  store: Store,
  symbol: SymbolCode,
  period: MinutePeriod,
  { source, value }: Answer<SourceMinutes>,
): { added: number; changed: number } {
  const { minutes, quarantined } = value;
  if (quarantined.length > 0) store.quarantine.add(symbol, source, quarantined);
  store.findings.record(putAside(symbol, period, quarantined, source), source);
  const whole = new Set(
    store.minutes
      .days(symbol, period)
      .filter(({ bars }) => bars >= expectedBars(period))
      .map(({ tradeDate }) => tradeDate),
  );
  const indices = Array.from(minutes.time.keys());
  const fresh = indices.filter((i) => !whole.has(dateOf(minutes.time[i])));
  if (fresh.length === 0) return { added: 0, changed: 0 };
  const bars = pickMinutes(minutes, Int32Array.from(fresh));
  const saved = store.minutes.save({ symbol, period, bars, source });
  const findings = [...repairedOpens(symbol, period, bars), ...putRight(symbol, value)];
  if (findings.length > 0) store.findings.record(findings, source);
  return saved;
}

/** One finding a day, of the first bad row. */
function putAside(
  symbol: SymbolCode,
  period: MinutePeriod,
  rows: readonly OddRow[],
  source: SourceName,
): BarFinding[] {
  const days = new Map(rows.toReversed().map((row) => [dateOf(Number(row.tradeDate)), row]));
  return Array.from(days, ([tradeDate, { problem }]) => ({
    symbol,
    tradeDate,
    kind: 'badBar',
    severity: 'warning',
    note: `a row of ${source} was put aside: ${problem}`,
    details: { problem, period },
  }));
}

/** One finding a day on which opens of 0 were replaced. */
function repairedOpens(
  symbol: SymbolCode,
  period: MinutePeriod,
  { time, isRepaired }: MinuteColumns,
): BarFinding[] {
  const counts = new Map<TradeDate, number>();
  time.forEach((each, i) => {
    if (isRepaired[i] === 1) counts.set(dateOf(each), (counts.get(dateOf(each)) ?? 0) + 1);
  });
  return Array.from(counts, ([tradeDate, count]) => ({
    symbol,
    tradeDate,
    kind: 'repairedOpen',
    severity: 'info',
    note: `${count} ${period}-minute bars came with an open of 0; the close before stands in its place`,
    details: { period, count },
  }));
}

function putRight(symbol: SymbolCode, { minutes, repairs }: SourceMinutes): BarFinding[] {
  if (repairs.length === 0) return [];
  const tradeDate = dateOf(minutes.time[0]);
  const note = repairs.join('; ');
  return [{ symbol, tradeDate, kind: 'unit', severity: 'info', note, details: {} }];
}

function addUp(
  sum: SymbolResult,
  { source, value }: Answer<SourceMinutes>,
  saved: { added: number; changed: number },
): SymbolResult {
  const { time } = value.minutes;
  const [from, to] = [time[0], time[time.length - 1]].map((each) => toIsoDate(dateOf(each)));
  return {
    ...sum,
    source,
    added: sum.added + saved.added,
    changed: sum.changed + saved.changed,
    quarantined: sum.quarantined + value.quarantined.length,
    from: sum.from === null || from < sum.from ? from : sum.from,
    to: sum.to === null || to > sum.to ? to : sum.to,
    rows: sum.rows + time.length,
  };
}
