import { defineStore } from 'pinia';
import { computed, reactive, ref } from 'vue';
import type { EngineEvents, JobInfo } from '#shared/contract.ts';
import { engineClient } from '../engineClient/index.ts';

type JobChange = EngineEvents['job.changed'];

/** Everything that runs now, whoever started it. */
export const useJobsStore = defineStore('jobs', () => {
  const running = reactive(new Map<string, JobInfo>());
  const cancelling = ref<ReadonlySet<string>>(new Set());
  const listeners = new Set<(change: JobChange) => void>();

  function adopt(change: JobChange): void {
    if (change.isDone) {
      running.delete(change.job);
      forgetCancel(change.job);
    } else {
      running.set(change.job, change);
    }
    for (const listener of listeners) listener(change);
  }

  function follow(): void {
    engineClient.on('job.changed', adopt);
  }

  /** What already ran when this window opened. */
  async function load(): Promise<void> {
    for (const info of await engineClient.call('jobs.list', {})) {
      adopt({ ...info, isDone: false, error: null });
    }
  }

  const forgetCancel = (job: string): void =>
    void (cancelling.value = new Set([...cancelling.value].filter((one) => one !== job)));

  async function cancel(job: string): Promise<void> {
    cancelling.value = new Set([...cancelling.value, job]);
    try {
      const { cancelled } = await engineClient.call('jobs.cancel', { job });
      if (!cancelled) running.delete(job);
    } catch {
      // The engine has gone: its end is told of every job, and one that lives may be cancelled again.
      forgetCancel(job);
    }
  }

  /** Returns a function that stops listening. */
  function onChange(listener: (change: JobChange) => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  return {
    list: computed(() => [...running.values()]),
    cancelling,
    follow,
    load,
    cancel,
    onChange,
  };
});
