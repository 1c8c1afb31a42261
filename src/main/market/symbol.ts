import type { Board, Exchange, SymbolCode } from '#shared/domain.ts';
import { AppError } from '#shared/errors.ts';

/** Other people's names of the exchanges. */
const EXCHANGES: Record<string, Exchange> = {
  SH: 'SH',
  SS: 'SH',
  XSHG: 'SH',
  SZ: 'SZ',
  XSHE: 'SZ',
  BJ: 'BJ',
  XBSE: 'BJ',
};

/** First digits of what each exchange lists; B shares, bonds and Hong Kong are not handled. */
const BOARDS: Record<Exchange, [RegExp, Board][]> = {
  SH: [
    [/^68[89]/, 'star'],
    [/^60/, 'main'],
    [/^5[0-35-8]/, 'etf'],
    [/^000/, 'index'],
  ],
  SZ: [
    [/^30[0-2]/, 'chinext'],
    [/^00[0-4]/, 'main'],
    [/^1[568]/, 'etf'],
    [/^399/, 'index'],
  ],
  BJ: [
    [/^(43|83|87|92)/, 'bse'],
    [/^899/, 'index'],
  ],
};

const NAMES: Record<Exchange, string> = { SH: 'Shanghai', SZ: 'Shenzhen', BJ: 'Beijing' };

function findBoard(digits: string, exchange: Exchange): Board | undefined {
  return BOARDS[exchange].find(([pattern]) => pattern.test(digits))?.[1];
}

/** Bare digits name a share before an index: 000001 is Ping An Bank. No share carries 000300. */
function inferExchange(digits: string): Exchange | undefined {
  if (digits === '000300') return 'SH';
  const exchanges: Exchange[] = ['SH', 'SZ', 'BJ'];
  const found = exchanges.filter((exchange) => findBoard(digits, exchange) !== undefined);
  return found.find((exchange) => findBoard(digits, exchange) !== 'index') ?? found[0];
}

function invalid(text: string, hint: string): AppError {
  return new AppError('INVALID_INPUT', `"${text}" is not a symbol: ${hint}`, { symbol: text });
}

/**
 * The one spelling `600519.SH` of 600519, sh600519, SH.600519, 600519.sh or 600519.XSHG.
 * Throws INVALID_INPUT saying what to type instead.
 */
export function parseSymbol(text: string): SymbolCode {
  const trimmed = text.trim().toUpperCase();
  const match =
    /^(?:([A-Z]{2,4})\.?)?(\d{6})$/.exec(trimmed) ?? /^(\d{6})\.?([A-Z]{2,4})$/.exec(trimmed);
  if (!match) throw invalid(text, 'type six digits, such as 600519 or 600519.SH');
  const digits = match.slice(1).find((part) => part !== undefined && /^\d/.test(part))!;
  const name = match.slice(1).find((part) => part !== undefined && /^[A-Z]/.test(part));
  const inferred = inferExchange(digits);
  if (name === undefined) {
    if (inferred) return `${digits}.${inferred}`;
    throw invalid(text, 'no A share, fund or index of Shanghai, Shenzhen or Beijing begins so');
  }
  const exchange: Exchange | undefined = EXCHANGES[name];
  if (exchange === undefined) throw invalid(text, `end it with .SH, .SZ or .BJ, not ${name}`);
  if (findBoard(digits, exchange)) return `${digits}.${exchange}`;
  throw invalid(
    text,
    inferred ? `type ${digits}.${inferred}` : `${NAMES[exchange]} lists nothing that begins so`,
  );
}

/** The board of a symbol in the house's spelling; it decides limits, lots and fees. Throws INVALID_INPUT. */
export function boardOf(symbol: SymbolCode): Board {
  const [digits, exchange] = parseSymbol(symbol).split('.');
  const board = findBoard(digits, EXCHANGES[exchange]);
  if (board === undefined) throw invalid(symbol, 'type six digits, such as 600519 or 600519.SH');
  return board;
}

/** `600519.SH` → `sh600519`, as Sina, Tencent and file names have it. */
export function toPrefixed(symbol: SymbolCode): string {
  const [digits, exchange] = symbol.split('.');
  return exchange.toLowerCase() + digits;
}
