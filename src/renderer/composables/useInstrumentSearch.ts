import { onScopeDispose, ref, shallowRef } from 'vue';
import type { Instrument } from '#shared/domain.ts';
import { toAppError } from '#shared/errors.ts';
import type { AppError } from '#shared/errors.ts';
import { engineClient } from '../engineClient/index.ts';

/** Long enough for a quick typist's next letter. */
const PAUSE_MS = 120;

/** Instruments by code, name or pinyin while somebody types; the answer to an older text is dropped. */
export function useInstrumentSearch(limit = 20) {
  const found = shallowRef<Instrument[]>([]);
  const error = shallowRef<AppError | null>(null);
  const isSearching = ref(false);
  let turn = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function ask(text: string, mine: number): Promise<void> {
    try {
      const answer = await engineClient.call('instruments.search', { text, limit });
      if (mine !== turn) return;
      found.value = answer;
      error.value = null;
    } catch (thrown) {
      if (mine !== turn) return;
      found.value = [];
      error.value = toAppError(thrown);
    }
    isSearching.value = false;
  }

  function search(text: string): void {
    const wanted = text.trim().slice(0, 50);
    const mine = ++turn;
    clearTimeout(timer);
    isSearching.value = wanted !== '';
    if (wanted === '') found.value = [];
    else timer = setTimeout(() => void ask(wanted, mine), PAUSE_MS);
  }
  onScopeDispose(() => clearTimeout(timer));

  return { found, error, isSearching, search };
}
