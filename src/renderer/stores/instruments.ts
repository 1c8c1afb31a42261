import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { InstrumentSummary } from '#shared/dataContract.ts';
import { toAppError } from '#shared/errors.ts';
import type { AppError } from '#shared/errors.ts';
import { engineClient } from '../engineClient/index.ts';

/** Every symbol with stored bars; read again whenever the engine says that bars changed. */
export const useInstrumentsStore = defineStore('instruments', () => {
  const list = shallowRef<InstrumentSummary[] | null>(null);
  const error = shallowRef<AppError | null>(null);

  async function load(): Promise<void> {
    try {
      list.value = await engineClient.call('instruments.list', {});
      error.value = null;
    } catch (thrown) {
      error.value = toAppError(thrown);
    }
  }

  function follow(): void {
    engineClient.on('bars.changed', () => void load());
  }

  const bySymbol = computed(() => new Map((list.value ?? []).map((one) => [one.symbol, one])));

  /** Empty where the source gave none: the store then repeats the symbol. */
  function nameOf(symbol: string): string {
    const name = bySymbol.value.get(symbol)?.name;
    return name === undefined || name === symbol ? '' : name;
  }

  function isSimulated(symbol: string): boolean {
    return bySymbol.value.get(symbol)?.isSimulated ?? false;
  }

  return { list, error, bySymbol, load, follow, nameOf, isSimulated };
});
