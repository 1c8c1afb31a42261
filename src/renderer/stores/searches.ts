import { defineStore } from 'pinia';
import { computed, onScopeDispose, ref, shallowRef } from 'vue';
import type { AppError } from '#shared/errors.ts';
import { toAppError } from '#shared/errors.ts';
import type { SearchRecord, SearchSummary } from '#shared/searchContract.ts';
import type { Input } from '#shared/contract.ts';
import { throttled } from '../composables/throttled.ts';
import { engineClient } from '../engineClient/index.ts';
import { useJobsStore } from './jobs.ts';

/** Every stored search, newest first, and the one that runs now, whoever started it. */
export const useSearchesStore = defineStore('searches', () => {
  const jobs = useJobsStore();
  const list = shallowRef<SearchSummary[] | null>(null);
  const listError = shallowRef<AppError | null>(null);
  /** Of the last start or resume of this window; a cancel is no error. */
  const error = shallowRef<AppError | null>(null);
  const isStarting = ref(false);

  const job = computed(() => jobs.list.find(({ method }) => method.startsWith('search.')) ?? null);
  const isBusy = computed(() => isStarting.value || job.value !== null);
  const isCancelling = computed(() => job.value !== null && jobs.cancelling.has(job.value.job));
  const running = computed(
    () => (isBusy.value && list.value?.find(({ state }) => state === 'running')) || null,
  );

  async function load(): Promise<void> {
    try {
      list.value = await engineClient.call('searches.list', {});
      listError.value = null;
    } catch (thrown) {
      listError.value = toAppError(thrown);
    }
  }
  const reload = throttled(
    () => void load(),
    () => 1000,
  );
  onScopeDispose(engineClient.on('searches.changed', reload));

  async function carryOut(call: () => Promise<unknown>): Promise<void> {
    isStarting.value = true;
    error.value = null;
    try {
      await call();
    } catch (thrown) {
      const failure = toAppError(thrown);
      error.value = failure.code === 'CANCELLED' ? null : failure;
    } finally {
      isStarting.value = false;
      await load();
    }
  }
  const start = (request: Input<'search.start'>): Promise<void> =>
    carryOut(() => engineClient.call('search.start', request));
  const resume = (search: string): Promise<void> =>
    carryOut(() => engineClient.call('search.resume', { search }));
  const cancel = (): void => void (job.value && jobs.cancel(job.value.job));

  const read = (search: string): Promise<SearchRecord> =>
    engineClient.call('searches.get', { search });

  async function remove(search: string): Promise<void> {
    await engineClient.call('searches.delete', { search });
    await load();
  }

  const known = { list, listError, error, job, isBusy, isCancelling, running };
  return { ...known, load, start, resume, cancel, read, remove };
});
