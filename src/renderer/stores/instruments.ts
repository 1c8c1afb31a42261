import { defineStore } from 'pinia';
import { computed } from 'vue';
import type { InstrumentSummary } from '#shared/dataContract.ts';
import { useReading } from '../composables/useReading.ts';
import { engineClient } from '../engineClient/index.ts';

/** Symbols with bars, read again when the engine says that bars changed; and, once asked for, every known one. */
export const useInstrumentsStore = defineStore('instruments', () => {
  const stored = useReading(() => engineClient.call('instruments.list', {}), {
    events: ['bars.changed'],
    everyMs: (last) => Math.max(500, last?.length ?? 0),
  });
  const whole = useReading(() => engineClient.call('instruments.list', { isWhole: true }));

  const bySymbol = computed(
    () => new Map((stored.value.value ?? []).map((one) => [one.symbol, one])),
  );
  const names = computed(
    () => new Map((whole.value.value ?? []).map(({ symbol, name }) => [symbol, name])),
  );
  /** The known ones, those with bars as they are now; null until they were asked for. */
  const known = computed<InstrumentSummary[] | null>(() => {
    if (whole.value.value === null || stored.value.value === null) return null;
    const without = whole.value.value.filter(({ symbol }) => !bySymbol.value.has(symbol));
    const bare = { barCount: 0, firstDate: null, lastDate: null, minutes: [] };
    return [...stored.value.value, ...without.map((one) => ({ ...one, ...bare }))];
  });

  /** Empty where the source gave none: the store then repeats the symbol. */
  function nameOf(symbol: string): string {
    const name = bySymbol.value.get(symbol)?.name ?? names.value.get(symbol);
    return name === undefined || name === symbol ? '' : name;
  }

  function isSimulated(symbol: string): boolean {
    return bySymbol.value.get(symbol)?.isSimulated ?? false;
  }

  return {
    list: stored.value,
    known,
    error: stored.error,
    bySymbol,
    load: stored.load,
    loadKnown: whole.load,
    nameOf,
    isSimulated,
  };
});
