import type { Source } from '#main/download/source.ts';
import { dividendFactors } from '#main/market/dividendFactors.ts';
import { boardOf } from '#main/market/symbol.ts';
import type { AdjustFactor, BarColumns, SymbolCode } from '#shared/domain.ts';
import { AppError, toAppError } from '#shared/errors.ts';
import { askInOrder, isEverySourceShut } from './askInOrder.ts';
import type { Answer } from './askInOrder.ts';

export interface FactorRequest {
  symbol: SymbolCode;
  /** Whose factors are stored; asked first, so that one series stays one source's. */
  known: string | null;
  /** Raw bars from the first stored one on, the new ones included; dividends are held against them. */
  readBars: () => Pick<BarColumns, 'tradeDate' | 'close'>;
}

/**
 * Cumulative factors of a symbol from the first source that keeps them; computed from dividends where
 * none of those can be asked. Null for boards without adjusting and for funds of which no source keeps
 * any. Throws as `askInOrder`.
 */
export async function readFactors(
  sources: readonly Source[],
  request: FactorRequest,
  signal: AbortSignal,
): Promise<Answer<AdjustFactor[]> | null> {
  const board = boardOf(request.symbol);
  if (board === 'index' || board === 'hk' || board === 'us') return null;
  const keepers = sources
    .filter(({ readFactors }) => readFactors !== undefined)
    .sort((a, b) => Number(b.name === request.known) - Number(a.name === request.known));
  try {
    return await askInOrder(keepers, (source) => ask(source, request.symbol, signal));
  } catch (thrown) {
    const error = toAppError(thrown);
    const isWithout = error.code === 'SOURCE_BAD_DATA' || error.code === 'INVALID_INPUT';
    if (board === 'etf' && isWithout) return null;
    if (!isEverySourceShut(error)) throw error;
    return fromDividends(sources, request, error, signal);
  }
}

function ask(source: Source, symbol: SymbolCode, signal: AbortSignal): Promise<AdjustFactor[]> {
  if (source.readFactors) return source.readFactors(symbol, signal);
  return Promise.reject(new AppError('INVALID_INPUT', `${source.name} keeps no adjust factors`));
}

async function fromDividends(
  sources: readonly Source[],
  { symbol, readBars }: FactorRequest,
  shut: AppError,
  signal: AbortSignal,
): Promise<Answer<AdjustFactor[]>> {
  const answer = await askDividends(sources, symbol, signal);
  if (answer === null) throw shut;
  return { source: answer.source, value: dividendFactors(readBars(), answer.value) };
}

/** Null where nobody who knows dividends answers: they are a second opinion, never the reason to fail. */
export async function askDividends(
  sources: readonly Source[],
  symbol: SymbolCode,
  signal: AbortSignal,
) {
  const keepers = sources.filter(({ readDividends }) => readDividends !== undefined);
  try {
    return await askInOrder(keepers, ({ readDividends, name }) => {
      if (readDividends) return readDividends(symbol, signal);
      throw new AppError('INVALID_INPUT', `${name} keeps no dividends`);
    });
  } catch (thrown) {
    const { code } = toAppError(thrown);
    if (code.startsWith('SOURCE_') || code === 'INVALID_INPUT') return null;
    throw thrown;
  }
}
