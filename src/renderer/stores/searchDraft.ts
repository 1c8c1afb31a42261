import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import type { RunConfig } from '#shared/runs.ts';
import type { SearchMethod } from '#shared/searchContract.ts';
import { defaultSpace } from '#shared/searchSpace.ts';
import type { SearchSpace } from '#shared/searchSpace.ts';
import { useSelectionDraftStore } from './selectionDraft.ts';
import { useTrainDraftStore } from './trainDraft.ts';

/** The search being put together; its config is the draft of one of the two pages that train. */
export const useSearchDraftStore = defineStore('searchDraft', () => {
  const timing = useTrainDraftStore();
  const selection = useSelectionDraftStore();

  const base = ref<'timing' | 'selection'>('timing');
  const trials = ref(30);
  const epochs = ref(20);
  const parallel = ref(4);
  const seed = ref(42);
  const method = ref<SearchMethod>('tpe');
  const config = computed<RunConfig>(() =>
    base.value === 'timing' ? timing.toConfig() : selection.toConfig(),
  );
  const space = shallowRef<SearchSpace>(defaultSpace(config.value));

  const resetSpace = (): void => void (space.value = defaultSpace(config.value));
  /** Another model has other settings to seek. */
  watch(() => [config.value.preset, config.value.model], resetSpace);

  const known = { base, trials, epochs, parallel, seed, method, space };
  return { ...known, config, resetSpace };
});
