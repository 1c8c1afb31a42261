import type { Board, Exchange, SymbolCode } from '#shared/domain.ts';
import { AppError } from '#shared/errors.ts';

type MainlandExchange = Exclude<Exchange, 'HK' | 'US'>;

/** Other people's names of the exchanges. */
const EXCHANGES: Record<string, MainlandExchange> = {
  SH: 'SH',
  SS: 'SH',
  XSHG: 'SH',
  SZ: 'SZ',
  XSHE: 'SZ',
  BJ: 'BJ',
  XBSE: 'BJ',
};

/** Hong Kong's codes have five digits; other people drop zeros in front. */
const HONG_KONG = /^(?:HK\.?(\d{5})|(\d{1,5})\.HK)$/;
/** Tickers of the United States; a class of shares follows a dot, dash or underscore: BRK.B. */
const UNITED_STATES = /^([A-Z][A-Z0-9]{0,6}(?:[._-][A-Z0-9]{1,3})?)\.US$/;

/** First digits of what each exchange lists; B shares and bonds are not handled. */
const BOARDS: Record<MainlandExchange, [RegExp, Board][]> = {
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

const ALL_EXCHANGES: readonly Exchange[] = ['SH', 'SZ', 'BJ', 'HK', 'US'];
const HINT = 'type six digits, such as 600519 or 600519.SH';

const NAMES: Record<MainlandExchange, string> = { SH: 'Shanghai', SZ: 'Shenzhen', BJ: 'Beijing' };

function findBoard(digits: string, exchange: MainlandExchange): Board | undefined {
  return BOARDS[exchange].find(([pattern]) => pattern.test(digits))?.[1];
}

/** Bare digits name a share before an index: 000001 is Ping An Bank. No share carries 000300. */
function inferExchange(digits: string): MainlandExchange | undefined {
  if (digits === '000300') return 'SH';
  const exchanges: MainlandExchange[] = ['SH', 'SZ', 'BJ'];
  const found = exchanges.filter((exchange) => findBoard(digits, exchange) !== undefined);
  return found.find((exchange) => findBoard(digits, exchange) !== 'index') ?? found[0];
}

function invalid(text: string, hint: string): AppError {
  return new AppError('INVALID_INPUT', `"${text}" is not a symbol: ${hint}`, { symbol: text });
}

/** Markets abroad are only ever meant when they are named: `00700.HK`, `AAPL.US`, `BRK_B.US`. */
function parseAbroad(text: string): SymbolCode | null {
  const hongKong = HONG_KONG.exec(text);
  if (hongKong) return `${(hongKong[1] ?? hongKong[2]).padStart(5, '0')}.HK`;
  const unitedStates = UNITED_STATES.exec(text);
  return unitedStates && `${unitedStates[1].replace(/[.-]/, '_')}.US`;
}

/**
 * The one spelling `600519.SH` of 600519, sh600519, SH.600519, 600519.sh or 600519.XSHG; `00700.HK` of
 * 700.HK or hk00700; `AAPL.US`. Throws INVALID_INPUT saying what to type instead.
 */
export function parseSymbol(text: string): SymbolCode {
  const trimmed = text.trim().toUpperCase();
  const abroad = parseAbroad(trimmed);
  if (abroad !== null) return abroad;
  const match =
    /^(?:([A-Z]{2,4})\.?)?(\d{6})$/.exec(trimmed) ?? /^(\d{6})\.?([A-Z]{2,4})$/.exec(trimmed);
  if (!match) throw invalid(text, HINT);
  const digits = match.slice(1).find((part) => part !== undefined && /^\d/.test(part))!;
  const name = match.slice(1).find((part) => part !== undefined && /^[A-Z]/.test(part));
  const inferred = inferExchange(digits);
  if (name === undefined) {
    if (inferred) return `${digits}.${inferred}`;
    throw invalid(text, 'no A share, fund or index of Shanghai, Shenzhen or Beijing begins so');
  }
  const exchange: MainlandExchange | undefined = EXCHANGES[name];
  if (exchange === undefined) throw invalid(text, `end it with .SH, .SZ or .BJ, not ${name}`);
  if (findBoard(digits, exchange)) return `${digits}.${exchange}`;
  throw invalid(
    text,
    inferred ? `type ${digits}.${inferred}` : `${NAMES[exchange]} lists nothing that begins so`,
  );
}

const SHARE_BOARDS: ReadonlySet<Board> = new Set(['main', 'chinext', 'star', 'bse']);

/** Whether mainland shares are traded there: no funds, no indices, nothing abroad. */
export const isShareBoard = (board: Board): boolean => SHARE_BOARDS.has(board);

/** The board of a symbol in the house's spelling; it decides limits, lots and fees. Throws INVALID_INPUT. */
export function boardOf(symbol: SymbolCode): Board {
  const { code, exchange } = splitSymbol(parseSymbol(symbol));
  if (exchange === 'HK') return 'hk';
  if (exchange === 'US') return 'us';
  const board = findBoard(code, exchange);
  if (board === undefined) throw invalid(symbol, HINT);
  return board;
}

/** `600519.SH` → `600519` and `SH`, of a symbol in the house's spelling. */
export function splitSymbol(symbol: SymbolCode): { code: string; exchange: Exchange } {
  const [code, exchange] = symbol.split('.');
  const known = ALL_EXCHANGES.find((name) => name === exchange);
  if (known === undefined) throw invalid(symbol, HINT);
  return { code, exchange: known };
}

/** `600519.SH` → `sh600519`, as Sina, Tencent and file names have it. */
export function toPrefixed(symbol: SymbolCode): string {
  const { code, exchange } = splitSymbol(symbol);
  return exchange.toLowerCase() + code;
}
