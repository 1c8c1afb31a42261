import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { ImportOutcome } from '#shared/dataContract.ts';
import { toAppError } from '#shared/errors.ts';
import type { AppError } from '#shared/errors.ts';
import { isCsv, toBatches } from '../components/data/transfer/batches.ts';
import { readBase64 } from '../components/data/transfer/readFiles.ts';
import { engineClient } from '../engineClient/index.ts';

/** The import of this session: batch after batch, so that it shows progress and ends when cancelled. */
export const useCsvImportStore = defineStore('csvImport', () => {
  const done = ref(0);
  const total = ref(0);
  const isRunning = ref(false);
  const outcomes = shallowRef<ImportOutcome[]>([]);
  const error = shallowRef<AppError | null>(null);
  let controller: AbortController | null = null;

  async function sendBatch(
    files: readonly File[],
    symbol: string | undefined,
    signal: AbortSignal,
  ): Promise<ImportOutcome[]> {
    const contents = await Promise.all(
      files.map(async (file) => ({ name: file.name, base64: await readBase64(file) })),
    );
    const input = { files: contents, ...(symbol && { symbol }) };
    return engineClient.call('bars.import', input, { signal });
  }

  /** Files that are no CSV are left out by name; returns how many were taken. */
  async function run(files: readonly File[], symbol?: string): Promise<number> {
    const taken = files.filter((file) => isCsv(file.name));
    if (isRunning.value || taken.length === 0) return taken.length;
    controller = new AbortController();
    isRunning.value = true;
    done.value = 0;
    total.value = taken.length;
    outcomes.value = [];
    error.value = null;
    try {
      for (const batch of toBatches(taken)) {
        const batchOutcomes = await sendBatch(batch, symbol, controller.signal);
        outcomes.value = [...outcomes.value, ...batchOutcomes];
        done.value += batch.length;
      }
    } catch (thrown) {
      error.value = toAppError(thrown);
    } finally {
      isRunning.value = false;
    }
    return taken.length;
  }

  return {
    isRunning,
    done,
    total,
    fraction: computed(() => (total.value > 0 ? done.value / total.value : null)),
    outcomes,
    error,
    run,
    cancel: () => controller?.abort(),
    clear: () => (outcomes.value = []),
  };
});
