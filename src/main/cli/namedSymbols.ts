import type { SymbolCode } from '#shared/domain.ts';
import { AppError } from '#shared/errors.ts';
import type { SelectionConfigInput } from '#shared/selection.ts';
import type { Session } from './session.ts';
import { suggest } from './suggest.ts';

const LISTS = ['watchlist', 'csi300', 'stored'] as const;

/** The named symbols, or those of a list. Throws INVALID_INPUT when that leaves none. */
export async function namedSymbols(
  { call, db }: Session,
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
  if (chosen === 'csi300') throw withoutMembers(db);
  throw new AppError('INVALID_INPUT', `name symbols: the list ${chosen} is empty`);
}

/** Throws INVALID_INPUT with the next step where a universe of members was asked for and none are stored. */
export async function assertMembers(
  { call, db }: Session,
  universe: SelectionConfigInput['universe'],
): Promise<void> {
  if (universe !== 'csi300') return;
  const { symbols } = await call('members.get', {});
  if (symbols.length === 0) throw withoutMembers(db);
}

const withoutMembers = (db: string | undefined): AppError =>
  new AppError(
    'INVALID_INPUT',
    `no members of the CSI 300 are stored; download them with: ${suggest('instruments --update members', db)}`,
  );

const READ: Record<(typeof LISTS)[number], (call: Session['call']) => Promise<SymbolCode[]>> = {
  watchlist: async (call) => (await call('watchlist.get', {})).map(({ symbol }) => symbol),
  csi300: async (call) => (await call('members.get', {})).symbols,
  stored: async (call) =>
    (await call('instruments.list', {}))
      .filter(({ barCount, isSimulated }) => barCount > 0 && !isSimulated)
      .map(({ symbol }) => symbol),
};
