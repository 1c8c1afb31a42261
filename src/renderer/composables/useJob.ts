import { getCurrentScope, onScopeDispose, ref, shallowRef } from 'vue';
import type { Ref, ShallowRef } from 'vue';
import type { Input, JOB_METHODS, JobInfo, Method, Output, Progress } from '#shared/contract.ts';
import { fromErrorRecord, toAppError } from '#shared/errors.ts';
import type { AppError } from '#shared/errors.ts';
import { engineClient } from '../engineClient/index.ts';
import type { EngineClient } from '../engineClient/index.ts';

export type JobMethod = (typeof JOB_METHODS)[number];
export type JobState = 'idle' | 'running' | 'done' | 'failed' | 'cancelled';

export interface UseJob<M extends Method> {
  state: Ref<JobState>;
  progress: ShallowRef<Progress | null>;
  error: ShallowRef<AppError | null>;
  /** null after a job that another page started: its answer went there. */
  result: ShallowRef<Output<M> | null>;
  /** Resolves when the job has ended, however it ended: look at `state`. */
  run: (input: Input<M>) => Promise<void>;
  cancel: () => void;
}

/**
 * One long method of the engine as reactive state. A job of this method that already runs, from
 * before a reload or from another window, is taken over: seen, and cancelled, like an own one.
 */
export function useJob<M extends JobMethod>(
  method: M,
  client: EngineClient = engineClient,
): UseJob<M> {
  const state: Ref<JobState> = ref('idle');
  const progress = shallowRef<Progress | null>(null);
  const error = shallowRef<AppError | null>(null);
  // Spelled out: with a generic type Vue infers a union of refs.
  const result = shallowRef(null) as ShallowRef<Output<M> | null>;
  let controller: AbortController | null = null;
  let foreignJob: string | null = null;

  const begin = (): void => {
    state.value = 'running';
    progress.value = null;
    error.value = null;
    result.value = null;
  };
  const fail = (failure: AppError): void => {
    error.value = failure;
    state.value = failure.code === 'CANCELLED' ? 'cancelled' : 'failed';
  };

  const run = async (input: Input<M>): Promise<void> => {
    if (state.value === 'running') return;
    begin();
    controller = new AbortController();
    const { signal } = controller;
    const onProgress = (value: Progress): void => void (progress.value = value);
    try {
      result.value = await client.call(method, input, { signal, onProgress });
      state.value = 'done';
    } catch (thrown) {
      fail(toAppError(thrown));
    } finally {
      controller = null;
    }
  };

  const cancel = (): void => {
    controller?.abort();
    if (foreignJob !== null) void client.call('jobs.cancel', { job: foreignJob }).catch(fail);
  };

  const adopt = (info: JobInfo): void => {
    if (info.method !== method || controller || foreignJob !== null) return;
    begin();
    foreignJob = info.job;
    progress.value = info.progress;
  };
  const stop = client.on('job.changed', ({ isDone, error: failure, ...info }) => {
    if (info.job !== foreignJob) {
      if (!isDone) adopt(info);
      return;
    }
    progress.value = info.progress;
    if (!isDone) return;
    foreignJob = null;
    if (failure) fail(fromErrorRecord(failure));
    else state.value = 'done';
  });
  client.call('jobs.list', {}).then((jobs) => jobs.forEach(adopt), fail);
  if (getCurrentScope()) onScopeDispose(stop);

  return { state, progress, error, result, run, cancel };
}
