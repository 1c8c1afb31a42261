import type { SymbolCode } from '#shared/domain.ts';
import { AppError } from '#shared/errors.ts';
import type { Session } from './session.ts';

const LISTS = ['watchlist', 'csi300', 'stored'] as const;

/** The named symbols, or those of a list. Throws INVALID_INPUT when that leaves none. */
export async function namedSymbols(
  { call }: Session,
  named: readonly SymbolCode[],
  list: string | undefined,
): Promise<SymbolCode[]> {
  if (list === undefined && named.length > 0) return [...named];
  const chosen = LISTS.find((name) => name === (list ?? 'watchlist'));
  if (chosen === undefined) {
    throw new AppError('INVALID_INPUT', `--list ${list}: choose one of ${LISTS.join(', ')}`);
  }
  const listed = await READ[chosen](call);
  const symbols = [...new Set([...named, ...listed])];
  if (symbols.length > 0) return symbols;
  const hint = chosen === 'csi300' ? '; instruments --update members fills it' : '';
  throw new AppError('INVALID_INPUT', `name symbols: the list ${chosen} is empty${hint}`);
}

const READ: Record<(typeof LISTS)[number], (call: Session['call']) => Promise<SymbolCode[]>> = {
  watchlist: async (call) => (await call('watchlist.get', {})).map(({ symbol }) => symbol),
  csi300: async (call) => (await call('members.get', {})).symbols,
  stored: async (call) =>
    (await call('instruments.list', {}))
      .filter(({ barCount, isSimulated }) => barCount > 0 && !isSimulated)
      .map(({ symbol }) => symbol),
};
