import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { RunReport, RunSummary } from '#shared/runs.ts';
import { toAppError } from '#shared/errors.ts';
import type { AppError } from '#shared/errors.ts';
import { engineClient } from '../engineClient/index.ts';

/** Every stored run, newest first; reports are fetched once, since a finished run never changes. */
export const useRunsStore = defineStore('runs', () => {
  const list = shallowRef<RunSummary[] | null>(null);
  const error = shallowRef<AppError | null>(null);
  const reports = new Map<string, RunReport>();

  async function load(): Promise<void> {
    try {
      const runs = await engineClient.call('runs.list', {});
      list.value = runs.sort((a, b) => b.createdAt.localeCompare(a.createdAt));
      error.value = null;
    } catch (thrown) {
      error.value = toAppError(thrown);
    }
  }

  function follow(): void {
    engineClient.on('runs.changed', ({ run }) => {
      reports.delete(run);
      void load();
    });
  }

  async function report(run: string): Promise<RunReport> {
    const known = reports.get(run);
    if (known) return known;
    const fetched = await engineClient.call('runs.get', { run });
    reports.set(run, fetched);
    return fetched;
  }

  async function remove(run: string): Promise<void> {
    await engineClient.call('runs.delete', { run });
    reports.delete(run);
    await load();
  }

  const finished = computed(() => (list.value ?? []).filter((run) => run.state === 'done'));
  const interrupted = computed(() =>
    (list.value ?? []).filter((run) => run.state === 'interrupted'),
  );

  return { list, error, finished, interrupted, load, follow, report, remove };
});
