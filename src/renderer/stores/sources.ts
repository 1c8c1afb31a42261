import { defineStore } from 'pinia';
import { computed } from 'vue';
import type { NetworkSource } from '#shared/domain.ts';
import { useReading } from '../composables/useReading.ts';
import { engineClient } from '../engineClient/index.ts';

/** What each source serves and how it fares. */
export const useSourcesStore = defineStore('sources', () => {
  const { value, error, load } = useReading(() => engineClient.call('sources.list', {}), {
    events: ['sources.changed'],
    everyMs: () => 500,
  });

  async function release(source: NetworkSource): Promise<void> {
    value.value = await engineClient.call('source.release', { source });
  }

  return {
    list: value,
    error,
    paused: computed(() => (value.value ?? []).filter(({ state }) => state === 'paused')),
    load,
    release,
  };
});
