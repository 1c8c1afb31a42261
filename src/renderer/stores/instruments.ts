import { defineStore } from 'pinia';
import { computed } from 'vue';
import { useReading } from '../composables/useReading.ts';
import { engineClient } from '../engineClient/index.ts';

/** Every symbol that is known, with or without bars; read again when the engine says that bars changed, the seldomer the more there are. */
export const useInstrumentsStore = defineStore('instruments', () => {
  const { value, error, load } = useReading(() => engineClient.call('instruments.list', {}), {
    events: ['bars.changed'],
    everyMs: (last) => Math.max(500, last?.length ?? 0),
  });

  const bySymbol = computed(() => new Map((value.value ?? []).map((one) => [one.symbol, one])));
  /** Those with bars; null until the engine has answered. */
  const list = computed(
    () =>
      value.value?.filter(({ barCount, minutes }) => barCount > 0 || minutes.length > 0) ?? null,
  );

  /** Empty where the source gave none: the store then repeats the symbol. */
  function nameOf(symbol: string): string {
    const name = bySymbol.value.get(symbol)?.name;
    return name === undefined || name === symbol ? '' : name;
  }

  function isSimulated(symbol: string): boolean {
    return bySymbol.value.get(symbol)?.isSimulated ?? false;
  }

  return { all: value, list, error, bySymbol, load, nameOf, isSimulated };
});
