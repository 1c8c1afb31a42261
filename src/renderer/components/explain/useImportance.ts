import { computed, shallowRef, watch } from 'vue';
import { useJob } from '#renderer/composables/useJob.ts';
import { engineClient } from '#renderer/engineClient/index.ts';
import type { SymbolCode } from '#shared/domain.ts';
import type { RunImportance } from '#shared/toolkitContract.ts';

export interface ImportanceOf {
  run: string;
  symbol: SymbolCode;
}

/** What is stored of a run's importance, and the job that computes it. */
export function useImportance(of: () => ImportanceOf) {
  const job = useJob('runs.importance');
  const found = shallowRef<RunImportance | null>(null);
  const isRead = shallowRef(false);
  let asked = 0;

  async function read(): Promise<void> {
    const turn = ++asked;
    isRead.value = false;
    found.value = null;
    const stored = await engineClient.call('runs.storedImportance', of()).catch(() => null);
    if (turn !== asked) return;
    found.value = stored;
    isRead.value = true;
  }
  // One that another window computes is there once it has ended.
  watch([() => of().run, () => of().symbol, job.isRunning], ([, , isRunning]) => {
    if (!isRunning) void read();
  });
  void read();

  return { job, found, isIdle: computed(() => isRead.value && !found.value), compute };

  function compute(): void {
    void job.run(of());
  }
}
