import { createAktools } from '#main/download/sources/aktools.ts';
import type { BarsRequest, InstrumentFacts, Source } from '#main/download/source.ts';
import { fromIsoDate, toIsoDate } from '#main/lib/dates.ts';
import { boardOf } from '#main/market/symbol.ts';
import type { Store } from '#main/store/store.ts';
import type { HandlerContext, ParsedInput } from '#shared/contract.ts';
import type { UpdateOutcome } from '#shared/dataContract.ts';
import { AppError, throwIfCancelled, toAppError, toErrorRecord } from '#shared/errors.ts';
import type { ErrorRecord } from '#shared/errors.ts';
import type { SymbolCode } from '#shared/domain.ts';
import { assertSpan } from './dateSpan.ts';

/** One odd symbol is its own fault; this many in a row mean that the provider has shut us out. */
const MAX_FAILURES_IN_ROW = 3;

/** Downloads each symbol's raw bars and factors. See `updateFrom`. */
export async function updateBars(
  store: Store,
  input: ParsedInput<'bars.update'>,
  context: HandlerContext,
): Promise<UpdateOutcome[]> {
  assertSpan(input);
  const settings = store.settings.read();
  const source = createAktools({
    url: input.url ?? settings.aktoolsUrl,
    timeoutMs: settings.requestTimeoutMs,
  });
  return updateFrom(source, store, input, context);
}

/**
 * Reads and saves symbol by symbol, each whole or not at all, so what was saved stays when the job ends
 * early. A symbol that fails carries its error and the next one follows; a source that is gone or
 * limits requests ends the job: the symbols left over carry that error, and it is thrown if nothing
 * at all was saved. Throws CANCELLED.
 */
export async function updateFrom(
  source: Source,
  store: Store,
  input: Pick<ParsedInput<'bars.update'>, 'symbols' | 'from' | 'to'>,
  context: HandlerContext,
): Promise<UpdateOutcome[]> {
  const symbols = [...new Set(input.symbols)];
  const outcomes: UpdateOutcome[] = [];
  let inRow = 0;
  for (const symbol of symbols) {
    throwIfCancelled(context.signal);
    reportProgress(context, outcomes, symbols.length, symbol);
    const request = { symbol, from: fromIsoDate(input.from), to: fromIsoDate(input.to) };
    try {
      outcomes.push(await updateSymbol(source, store, request, context));
      inRow = 0;
    } catch (thrown) {
      const error = toAppError(thrown);
      if (!error.code.startsWith('SOURCE_') && error.code !== 'INVALID_INPUT') throw error;
      outcomes.push(failed(symbol, toErrorRecord(error)));
      inRow = isProvidersFault(error) ? inRow + 1 : 0;
      if (isSourceGone(error) || inRow === MAX_FAILURES_IN_ROW) {
        return endEarly(symbols, outcomes, inRow === MAX_FAILURES_IN_ROW ? limited(error) : error);
      }
    }
  }
  reportProgress(context, outcomes, symbols.length);
  return outcomes;
}

async function updateSymbol(
  source: Source,
  store: Store,
  request: BarsRequest,
  context: HandlerContext,
): Promise<UpdateOutcome> {
  const { symbol } = request;
  const { bars } = await source.readBars(request, context.signal);
  const board = boardOf(symbol);
  const factors =
    board === 'index' ? [] : ((await source.readFactors?.(symbol, context.signal)) ?? []);
  const facts = await readFacts(source, store, symbol, context);
  const saved = store.bars.save({
    instrument: { symbol, ...facts, board, delistDate: null, isSimulated: false },
    bars,
    factors,
    source: source.name,
  });
  return {
    symbol,
    added: saved.added,
    changed: saved.changed,
    factors: saved.factors,
    from: toIsoDate(bars.tradeDate[0]),
    to: toIsoDate(bars.tradeDate[bars.tradeDate.length - 1]),
    error: null,
  };
}

/** The name is worth one request, and not worth losing the bars for. */
async function readFacts(
  source: Source,
  store: Store,
  symbol: SymbolCode,
  context: HandlerContext,
): Promise<InstrumentFacts> {
  const unknown = { name: '', listDate: null };
  const isNamed = (store.instruments.find(symbol)?.name ?? symbol) !== symbol;
  if (isNamed || boardOf(symbol) === 'index' || !source.readFacts) return unknown;
  try {
    return await source.readFacts(symbol, context.signal);
  } catch (thrown) {
    const { code, message } = toAppError(thrown);
    if (!code.startsWith('SOURCE_')) throw thrown;
    context.report({ step: 'name', done: 0, total: 1, note: `${symbol}: no name: ${message}` });
    return unknown;
  }
}

function isSourceGone({ code, details }: AppError): boolean {
  const isAnswering = details?.status !== undefined;
  return code === 'SOURCE_RATE_LIMITED' || (code === 'SOURCE_UNREACHABLE' && !isAnswering);
}

/** An empty reply or a 5xx may be about the symbol, or about who asks. */
function isProvidersFault({ code, details }: AppError): boolean {
  return code === 'SOURCE_UNREACHABLE' || details?.isEmpty === true;
}

function limited(cause: AppError): AppError {
  const message = `the source failed for ${MAX_FAILURES_IN_ROW} symbols in a row, it may be limiting requests; try again later: ${cause.message}`;
  return new AppError('SOURCE_RATE_LIMITED', message, cause.details, cause);
}

function endEarly(
  symbols: readonly SymbolCode[],
  outcomes: UpdateOutcome[],
  error: AppError,
): UpdateOutcome[] {
  if (outcomes.every((outcome) => outcome.error !== null)) throw error;
  const record = toErrorRecord(error);
  const left = symbols.slice(outcomes.length).map((symbol) => failed(symbol, record));
  return [...outcomes, ...left];
}

function failed(symbol: SymbolCode, error: ErrorRecord): UpdateOutcome {
  return { symbol, added: 0, changed: 0, factors: 0, from: null, to: null, error };
}

function reportProgress(
  { report }: HandlerContext,
  outcomes: readonly UpdateOutcome[],
  total: number,
  note?: string,
): void {
  const added = outcomes.reduce((sum, outcome) => sum + outcome.added, 0);
  const data = { added, failed: outcomes.filter(({ error }) => error !== null).length };
  report({ step: 'download', done: outcomes.length, total, data, ...(note && { note }) });
}
