import { computed, ref, shallowRef } from 'vue';
import type { Ref } from 'vue';
import type { Input, Method, Output, Progress } from '#shared/contract.ts';
import { toAppError } from '#shared/errors.ts';
import type { AppError } from '#shared/errors.ts';
import { engineClient } from '../engineClient/index.ts';
import { useJobsStore } from '../stores/jobs.ts';

/** Where a job stands, whatever it is about. */
export interface JobView {
  isRunning: Readonly<Ref<boolean>>;
  progress: Readonly<Ref<Progress | null>>;
  isCancelling: Readonly<Ref<boolean>>;
  isCancelled: Readonly<Ref<boolean>>;
  error: Readonly<Ref<AppError | null>>;
  cancel: () => void;
}

/** A method that takes long, with every state that a panel draws; one that another window started counts too. */
export function useJob<M extends Method>(method: M) {
  const jobs = useJobsStore();
  const result = shallowRef<Output<M> | null>(null);
  /** Not set by a cancel. */
  const error = shallowRef<AppError | null>(null);
  const isPending = ref(false);
  const isCancelled = ref(false);
  const info = computed(() => jobs.list.find((one) => one.method === method) ?? null);

  /** null when it failed or was cancelled. */
  async function run(input: Input<M>): Promise<Output<M> | null> {
    if (isPending.value) return null;
    isPending.value = true;
    isCancelled.value = false;
    error.value = null;
    result.value = null;
    try {
      const output = await engineClient.call(method, input);
      result.value = output;
      return output;
    } catch (thrown) {
      const failure = toAppError(thrown);
      if (failure.code === 'CANCELLED') isCancelled.value = true;
      else error.value = failure;
      return null;
    } finally {
      isPending.value = false;
    }
  }

  function cancel(): void {
    if (info.value) void jobs.cancel(info.value.job);
  }

  return {
    isRunning: computed(() => isPending.value || info.value !== null),
    progress: computed(() => info.value?.progress ?? null),
    isCancelling: computed(() => info.value !== null && jobs.cancelling.has(info.value.job)),
    isCancelled,
    result,
    error,
    run,
    cancel,
  };
}
