import { computed } from 'vue';
import type { SymbolCode } from '#shared/domain.ts';
import { useReading } from '#renderer/composables/useReading.ts';
import { engineClient } from '#renderer/engineClient/index.ts';
import { useInstrumentsStore } from '#renderer/stores/instruments.ts';
import { useWatchlistStore } from '#renderer/stores/watchlist.ts';
import { parseSymbolList } from '../symbolList.ts';
import { scope, typed } from './downloadDraft.ts';
import type { Scope } from './downloadDraft.ts';

const SHARE_BOARDS = new Set(['main', 'chinext', 'star', 'bse']);

/** The symbols that each choice stands for. */
export function useScope() {
  const instruments = useInstrumentsStore();
  const watchlist = useWatchlistStore();
  const members = useReading(() => engineClient.call('members.get', {}));

  const parsed = computed(() => parseSymbolList(typed.value));
  const real = computed(() => (instruments.all ?? []).filter(({ isSimulated }) => !isSimulated));
  const byScope = computed<Record<Scope, SymbolCode[]>>(() => ({
    typed: parsed.value.symbols,
    watchlist: (watchlist.entries ?? []).map(({ symbol }) => symbol),
    csi300: members.value.value?.symbols ?? [],
    stored: real.value.filter(({ barCount }) => barCount > 0).map(({ symbol }) => symbol),
    all: real.value
      .filter(({ board, delistDate }) => SHARE_BOARDS.has(board) && delistDate === null)
      .map(({ symbol }) => symbol),
  }));

  return {
    members,
    invalid: computed(() => (scope.value === 'typed' ? parsed.value.invalid : [])),
    symbols: computed(() => byScope.value[scope.value]),
  };
}
