import { computed } from 'vue';
import type { InstrumentSummary } from '#shared/dataContract.ts';
import type { SymbolCode } from '#shared/domain.ts';
import { useReading } from '#renderer/composables/useReading.ts';
import { engineClient } from '#renderer/engineClient/index.ts';
import { useInstrumentsStore } from '#renderer/stores/instruments.ts';
import { useWatchlistStore } from '#renderer/stores/watchlist.ts';
import { parseSymbolList } from '../symbolList.ts';
import { scope, typed } from './downloadDraft.ts';
import type { Scope } from './downloadDraft.ts';

const SHARE_BOARDS = new Set(['main', 'chinext', 'star', 'bse']);

const isTradedShare = ({ board, delistDate, isSimulated }: InstrumentSummary): boolean =>
  SHARE_BOARDS.has(board) && delistDate === null && !isSimulated;

/** The symbols that each choice stands for. */
export function useScope() {
  const instruments = useInstrumentsStore();
  const watchlist = useWatchlistStore();
  const members = useReading(() => engineClient.call('members.get', {}));

  const parsed = computed(() => parseSymbolList(typed.value));
  const byScope = computed<Record<Scope, SymbolCode[]>>(() => ({
    typed: parsed.value.symbols,
    watchlist: (watchlist.entries ?? []).map(({ symbol }) => symbol),
    csi300: members.value.value?.symbols ?? [],
    stored: (instruments.list ?? [])
      .filter(({ isSimulated, barCount }) => !isSimulated && barCount > 0)
      .map(({ symbol }) => symbol),
    all: (instruments.known ?? []).filter(isTradedShare).map(({ symbol }) => symbol),
  }));

  return {
    members,
    invalid: computed(() => (scope.value === 'typed' ? parsed.value.invalid : [])),
    symbols: computed(() => byScope.value[scope.value]),
  };
}
