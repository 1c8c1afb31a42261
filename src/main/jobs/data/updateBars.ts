import type { InstrumentFacts, Source } from '#main/download/source.ts';
import { toIsoDate } from '#main/lib/dates.ts';
import { dividendFactors } from '#main/market/dividendFactors.ts';
import { boardOf } from '#main/market/symbol.ts';
import type { HandlerContext, ParsedInput } from '#shared/contract.ts';
import { dataInputs } from '#shared/dataContract.ts';
import type { DownloadOutcome } from '#shared/dataContract.ts';
import type { AdjustFactor, BarColumns, SymbolCode } from '#shared/domain.ts';
import { toAppError } from '#shared/errors.ts';
import { askInOrder } from './askInOrder.ts';
import type { Answer } from './askInOrder.ts';
import { dailySpan } from './dailySpan.ts';
import type { DailySpan } from './dailySpan.ts';
import { assertSpan } from '../dateSpan.ts';
import { createDownload, NOTHING_NEW, runDownload } from './downloadJob.ts';
import type { DownloadDependencies, ReadSymbol, SymbolResult } from './downloadJob.ts';
import { createInspector } from './inspectAnswer.ts';
import { inspectAgain } from './inspectStored.ts';
import { askDividends, readFactors } from './readFactors.ts';
import { saveDaily } from './saveDaily.ts';

type DailyRequest = ParsedInput<'bars.update'>;

/**
 * Downloads raw bars and factors, each symbol from the first source that answers. See `runDownload`.
 * Throws INVALID_INPUT for a span that ends before it begins and an address that is none.
 */
export async function updateBars(
  dependencies: DownloadDependencies,
  request: DailyRequest,
  context: HandlerContext,
): Promise<DownloadOutcome> {
  if (request.from !== undefined && request.to !== undefined) {
    assertSpan({ from: request.from, to: request.to });
  }
  const plan = openPlan(dependencies, request);
  const id = createDownload(dependencies.store, 'daily', request);
  return runPlan(plan, id, context);
}

/** Goes on with a daily download. Throws INVALID_INPUT when it runs already or has nothing left to do. */
export async function resumeBars(
  dependencies: DownloadDependencies,
  id: string,
  context: HandlerContext,
): Promise<DownloadOutcome> {
  const request = storedRequest.parse(dependencies.store.downloads.find(id).request);
  const plan = openPlan(dependencies, request);
  dependencies.store.downloads.takeUp(id);
  return runPlan(plan, id, context);
}

const storedRequest = dataInputs['bars.update'];

interface Plan extends DownloadDependencies {
  request: DailyRequest;
  /** Whom the user wants to be asked, in this order. */
  sources: Source[];
  /** Those, and behind them whoever else keeps factors or dividends. */
  factorSources: Source[];
  inspect: ReturnType<typeof createInspector>;
}

function openPlan(dependencies: DownloadDependencies, request: DailyRequest): Plan {
  const { desk, store } = dependencies;
  const named = request.sources ?? store.settings.read().sourceOrder;
  const others = (['sina', 'eastmoney'] as const).filter((name) => !named.includes(name));
  return {
    ...dependencies,
    request,
    sources: desk.open(named, request.url),
    factorSources: desk.open([...named, ...others], request.url),
    inspect: createInspector(store),
  };
}

async function runPlan(plan: Plan, id: string, context: HandlerContext): Promise<DownloadOutcome> {
  const read: ReadSymbol = (symbol, signal) => readSymbol(plan, symbol, signal);
  const outcome = await runDownload(plan, id, read, context);
  const touched = outcome.symbols.filter(({ added, changed }) => added + changed > 0);
  if (touched.length > 0) {
    const symbols = touched.map(({ symbol }) => symbol);
    await inspectAgain(plan.store, symbols, context);
  }
  return outcome;
}

async function readSymbol(
  plan: Plan,
  symbol: SymbolCode,
  signal: AbortSignal,
): Promise<SymbolResult> {
  const { store, sources, request } = plan;
  const span = dailySpan(store, symbol, request, plan.now());
  if (span === null) return NOTHING_NEW;
  const bars = await askBars(plan, symbol, span, signal);
  if (bars === null) return NOTHING_NEW;
  const columns = bars.value.bars;
  const known = store.instruments.factorSource(symbol);
  const readBars = (): Pick<BarColumns, 'tradeDate' | 'close'> => joinBars(plan, symbol, columns);
  const factors = await readFactors(plan.factorSources, { symbol, known, readBars }, signal);
  const secondOpinion = factors && (await askSecondOpinion(plan, symbol, factors, columns, signal));
  const facts = await readFacts(plan, sources, symbol, signal);
  const saved = saveDaily(store, { symbol, bars, factors, facts, secondOpinion });
  return {
    source: bars.source,
    added: saved.added,
    changed: saved.changed,
    factors: saved.factors,
    quarantined: bars.value.quarantined.length,
    from: toIsoDate(columns.tradeDate[0]),
    to: toIsoDate(columns.tradeDate[columns.tradeDate.length - 1]),
    rows: columns.tradeDate.length,
  };
}

/** Null when the source knows the symbol and has nothing in days of which bars are stored already. */
async function askBars(plan: Plan, symbol: SymbolCode, span: DailySpan, signal: AbortSignal) {
  const request = { symbol, ...span };
  try {
    return await askInOrder(plan.sources, async (source) =>
      plan.inspect(request, source.name, await source.readBars(request, signal)),
    );
  } catch (thrown) {
    const isKnown = plan.store.bars.lastDate(symbol) !== null;
    if (isKnown && toAppError(thrown).details?.isAnswered === true) return null;
    throw thrown;
  }
}

/** Stored closes before the new ones, and the new ones. */
function joinBars({ store }: Plan, symbol: SymbolCode, fresh: BarColumns) {
  const before = store.bars.readSeries(symbol, 0, fresh.tradeDate[0] - 1);
  return {
    tradeDate: Int32Array.from([...before.tradeDate, ...fresh.tradeDate]),
    close: Float64Array.from([...before.close, ...fresh.close]),
  };
}

/** A full update is the moment to hold the factors against the dividends, where somebody tells them. */
async function askSecondOpinion(
  plan: Plan,
  symbol: SymbolCode,
  factors: Answer<AdjustFactor[]>,
  bars: BarColumns,
  signal: AbortSignal,
): Promise<Answer<AdjustFactor[]> | null> {
  if (plan.request.mode !== 'full') return null;
  const others = plan.factorSources.filter(({ name }) => name !== factors.source);
  const answer = await askDividends(others, symbol, signal);
  return answer && { source: answer.source, value: dividendFactors(bars, answer.value) };
}

/** The name is worth one request, and not worth losing the bars for. */
async function readFacts(
  { store }: Plan,
  sources: readonly Source[],
  symbol: SymbolCode,
  signal: AbortSignal,
): Promise<InstrumentFacts> {
  const unknown = { name: '', listDate: null };
  const isNamed = (store.instruments.find(symbol)?.name ?? symbol) !== symbol;
  const keeper = sources.find(({ readFacts }) => readFacts !== undefined);
  if (isNamed || boardOf(symbol) === 'index' || !keeper?.readFacts) return unknown;
  try {
    return await keeper.readFacts(symbol, signal);
  } catch (thrown) {
    const { code } = toAppError(thrown);
    if (code.startsWith('SOURCE_') || code === 'INVALID_INPUT') return unknown;
    throw thrown;
  }
}
