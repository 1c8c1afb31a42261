import { defineStore } from 'pinia';
import { computed } from 'vue';
import { useReading } from '../composables/useReading.ts';
import { engineClient } from '../engineClient/index.ts';

/** The last prices of the watchlist. */
export const useSpotsStore = defineStore('spots', () => {
  const { value, error, load } = useReading(() => engineClient.call('spot.get', {}), {
    events: ['spot.changed'],
    everyMs: () => 500,
  });
  const bySymbol = computed(
    () => new Map((value.value?.quotes ?? []).map((quote) => [quote.symbol, quote])),
  );
  return { snapshot: value, error, bySymbol, load };
});
