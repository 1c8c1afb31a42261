import type { Store } from '#main/store/store.ts';
import type { Output, ParsedInput } from '#shared/contract.ts';

/** Forgets a symbol: its bars, factors and the instrument itself. Runs made from it stay. */
export function removeBars(
  store: Store,
  input: ParsedInput<'bars.remove'>,
): Promise<Output<'bars.remove'>> {
  return Promise.resolve({ removed: store.bars.remove(input.symbol) });
}
