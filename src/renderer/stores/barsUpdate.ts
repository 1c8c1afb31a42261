import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { Input, Progress } from '#shared/contract.ts';
import type { UpdateOutcome } from '#shared/dataContract.ts';
import { toAppError } from '#shared/errors.ts';
import type { AppError } from '#shared/errors.ts';
import { engineClient } from '../engineClient/index.ts';

/** The download of this session; it outlives the page that started it. */
export const useBarsUpdateStore = defineStore('barsUpdate', () => {
  const isRunning = ref(false);
  const startedAt = ref(0);
  const progress = shallowRef<Progress | null>(null);
  const outcomes = shallowRef<UpdateOutcome[]>([]);
  const error = shallowRef<AppError | null>(null);
  let controller: AbortController | null = null;

  async function run(input: Input<'bars.update'>): Promise<void> {
    if (isRunning.value) return;
    controller = new AbortController();
    isRunning.value = true;
    startedAt.value = Date.now();
    progress.value = null;
    outcomes.value = [];
    error.value = null;
    try {
      outcomes.value = await engineClient.call('bars.update', input, {
        signal: controller.signal,
        onProgress: (value) => {
          // Looking up a name says nothing of how far the download is.
          if (value.step === 'download') progress.value = value;
        },
      });
    } catch (thrown) {
      error.value = toAppError(thrown);
    } finally {
      isRunning.value = false;
    }
  }

  return {
    isRunning,
    startedAt,
    progress,
    outcomes,
    error,
    run,
    cancel: () => controller?.abort(),
    clear: () => (outcomes.value = []),
  };
});
