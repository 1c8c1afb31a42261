import type { EventMessage } from '#shared/contract.ts';
import type { SymbolCode } from '#shared/domain.ts';

/** Tells the windows of a long download what has changed so far, not more often than they can use. */
export interface ChangeNotes {
  /** The state of a symbol changed; `hasBars`: and its stored bars did. */
  add: (symbol: SymbolCode, hasBars: boolean) => void;
  /** Tells what was held back. */
  flush: () => void;
}

export function createChangeNotes(
  emit: (event: EventMessage) => void,
  download: string,
  intervalMs = 1000,
): ChangeNotes {
  let symbols: SymbolCode[] = [];
  let lastAt = -Infinity;
  const flush = (): void => {
    lastAt = performance.now();
    emit({ type: 'event', name: 'downloads.changed', payload: { download } });
    if (symbols.length === 0) return;
    emit({ type: 'event', name: 'bars.changed', payload: { symbols } });
    symbols = [];
  };
  return {
    add: (symbol, hasBars) => {
      if (hasBars) symbols.push(symbol);
      if (performance.now() - lastAt >= intervalMs) flush();
    },
    flush,
  };
}
