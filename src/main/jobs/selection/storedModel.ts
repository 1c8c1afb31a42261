import type { Store } from '#main/store/store.ts';
import type { SymbolCode } from '#shared/domain.ts';
import type { SelectionConfig } from '#shared/selection.ts';
import { isPerSymbol } from './perSymbol.ts';

/**
 * What `toBytes` wrote of the model that scores a symbol in a run: its own where each has one, else that of
 * them all. Null while it is not trained, and for a symbol with too few windows for a model of its own.
 */
export function readModelOf(
  store: Store,
  run: string,
  { model, settings }: Pick<SelectionConfig, 'model' | 'settings'>,
  symbol: SymbolCode,
): Uint8Array | null {
  return store.runs.readWeights(run, isPerSymbol(model, settings) ? symbol : model, 0);
}
