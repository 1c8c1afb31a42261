import { boardOf } from '#main/market/symbol.ts';
import type { SymbolCode } from '#shared/domain.ts';
import { AppError } from '#shared/errors.ts';

/** Throws INVALID_INPUT for a symbol of Hong Kong or the United States, for which `source` is not read. */
export function refuseAbroad(source: string, symbol: SymbolCode): void {
  const board = boardOf(symbol);
  if (board !== 'hk' && board !== 'us') return;
  const message = `${symbol}: ${source} is asked for mainland markets only`;
  throw new AppError('INVALID_INPUT', message, { symbol });
}
