import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import type { Input } from '#shared/contract.ts';
import { toAppError } from '#shared/errors.ts';
import type { AppError } from '#shared/errors.ts';
import { throttled } from '../composables/throttled.ts';
import { useReading } from '../composables/useReading.ts';
import { engineClient } from '../engineClient/index.ts';
import { useJobsStore } from './jobs.ts';
import { addSample } from './pace.ts';
import type { PaceSample } from './pace.ts';

const DOWNLOAD_METHODS = ['bars.update', 'minutes.update', 'downloads.resume'] as const;
type DownloadMethod = (typeof DOWNLOAD_METHODS)[number];
const isDownload = (method: string): boolean => DOWNLOAD_METHODS.some((one) => one === method);

/** Milliseconds between two looks at a list of this many symbols while it is worked on. */
const readEveryMs = (symbols: number): number => Math.max(1000, symbols / 2);

/** Those that were, and the one in front with the state of each symbol. */
function useRecords() {
  const chosen = ref<string | null>(null);
  const list = useReading(() => engineClient.call('downloads.list', {}), {
    events: ['downloads.changed'],
    everyMs: () => 500,
  });
  const running = computed(() => list.value.value?.find(({ state }) => state === 'running'));
  const front = computed(
    () => chosen.value ?? running.value?.download ?? list.value.value?.[0]?.download ?? null,
  );
  const record = useReading(
    () =>
      front.value === null
        ? Promise.resolve(null)
        : engineClient.call('downloads.get', { download: front.value }),
    { events: ['downloads.changed'], everyMs: (last) => readEveryMs(last?.total ?? 0) },
  );
  watch(front, () => void record.load());
  return { chosen, list, front, record };
}

/** The running job, with what its progress says of its pace. */
function useDownloadJob(onProgress: () => void) {
  const jobs = useJobsStore();
  const samples = shallowRef<PaceSample[]>([]);
  const job = computed(() => jobs.list.find(({ method }) => isDownload(method)) ?? null);
  watch(job, (now, before) => {
    if (!now || now.job !== before?.job) samples.value = [];
    if (now?.progress?.step === 'download') {
      samples.value = addSample(samples.value, { atMs: Date.now(), done: now.progress.done });
    }
    onProgress();
  });
  return {
    job,
    samples,
    isCancelling: computed(() => job.value !== null && jobs.cancelling.has(job.value.job)),
    cancel: () => job.value && void jobs.cancel(job.value.job),
  };
}

/** Downloads of bars: started, watched, taken up again. */
export const useDownloadsStore = defineStore('downloads', () => {
  const { chosen, list, front, record } = useRecords();
  /** Why the last start did not become a download. */
  const error = shallowRef<AppError | null>(null);
  const isStarting = ref(false);
  const refresh = throttled(
    () => void Promise.all([list.load(), record.load()]),
    () => readEveryMs(record.value.value?.total ?? 0),
  );
  const { job, samples, isCancelling, cancel } = useDownloadJob(refresh);

  async function begin<M extends DownloadMethod>(method: M, input: Input<M>): Promise<void> {
    error.value = null;
    chosen.value = null;
    isStarting.value = true;
    try {
      await engineClient.call(method, input);
    } catch (thrown) {
      const failure = toAppError(thrown);
      if (failure.code !== 'CANCELLED') error.value = failure;
    } finally {
      isStarting.value = false;
      void list.load().then(record.load);
    }
  }

  async function remove(download: string): Promise<void> {
    await engineClient.call('downloads.remove', { download });
    if (chosen.value === download) chosen.value = null;
    await list.load();
  }

  return {
    list: list.value,
    listError: list.error,
    record: record.value,
    error,
    samples,
    job,
    front,
    /** Between the click and the first word of the job, too. */
    isRunning: computed(() => isStarting.value || job.value !== null),
    isCancelling,
    load: () => Promise.all([list.load(), record.load()]),
    choose: (download: string) => (chosen.value = download),
    begin,
    remove,
    cancel,
  };
});
