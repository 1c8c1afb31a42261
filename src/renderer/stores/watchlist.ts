import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { WatchlistEntry } from '#shared/dataContract.ts';
import type { SymbolCode } from '#shared/domain.ts';
import { toAppError } from '#shared/errors.ts';
import type { AppError } from '#shared/errors.ts';
import { useReading } from '../composables/useReading.ts';
import { engineClient } from '../engineClient/index.ts';

/** The symbols that are watched, in the user's order; every change is stored at once. */
export const useWatchlistStore = defineStore('watchlist', () => {
  const { value, error, load } = useReading(() => engineClient.call('watchlist.get', {}));
  const saveError = shallowRef<AppError | null>(null);
  const isSaving = ref(false);
  const symbols = computed(() => new Set((value.value ?? []).map(({ symbol }) => symbol)));

  async function save(entries: readonly WatchlistEntry[]): Promise<void> {
    const before = value.value;
    value.value = [...entries];
    isSaving.value = true;
    saveError.value = null;
    try {
      const input = entries.map(({ symbol, baseShares, baseCost, note }) => ({
        symbol,
        baseShares,
        baseCost,
        note,
      }));
      value.value = await engineClient.call('watchlist.set', { entries: input });
    } catch (thrown) {
      value.value = before;
      saveError.value = toAppError(thrown);
    } finally {
      isSaving.value = false;
    }
  }

  async function add(added: readonly { symbol: SymbolCode; name: string }[]): Promise<void> {
    if (value.value === null) await load();
    const fresh = added.filter(({ symbol }) => !symbols.value.has(symbol));
    if (fresh.length === 0 || value.value === null) return;
    const blank = { baseShares: 0, baseCost: 0, note: '' };
    await save([...value.value, ...fresh.map((one) => ({ ...blank, ...one }))]);
  }

  async function remove(symbol: SymbolCode): Promise<void> {
    await save((value.value ?? []).filter((one) => one.symbol !== symbol));
  }

  return { entries: value, symbols, error, saveError, isSaving, load, save, add, remove };
});
