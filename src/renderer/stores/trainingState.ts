import { computed, ref, shallowRef } from 'vue';
import type { Progress } from '#shared/contract.ts';
import type { AppError } from '#shared/errors.ts';
import type { LossPoint } from '../charts/lossOption.ts';
import { lossPointOf, readTraining, withLossPoint } from './trainingProgress.ts';
import type { PaceStart } from './trainingProgress.ts';

export type TrainingPhase = 'idle' | 'running' | 'done' | 'failed' | 'cancelled';
export const TRAINING_METHODS = ['sample.run', 'run.timing', 'run.select', 'run.resume'] as const;
export type TrainingMethod = (typeof TRAINING_METHODS)[number];

/** What is known of the training that runs, or of the last one; no engine here. */
export function createTrainingState() {
  const phase = ref<TrainingPhase>('idle');
  const method = ref<TrainingMethod>('run.timing');
  const startedAt = ref(0);
  const progress = shallowRef<Progress | null>(null);
  const losses = shallowRef<LossPoint[]>([]);
  const pace = shallowRef<PaceStart | null>(null);
  const run = ref<string | null>(null);
  const error = shallowRef<AppError | null>(null);
  const isCancelling = ref(false);
  const symbol = ref<string | null>(null);
  const view = computed(() => readTraining(progress.value));

  /** Losses of the same run are kept when it is resumed. */
  function begin(nextMethod: TrainingMethod, atMs: number, runToResume: string | null): void {
    if (runToResume === null || runToResume !== run.value) losses.value = [];
    phase.value = 'running';
    method.value = nextMethod;
    run.value = runToResume;
    startedAt.value = atMs;
    progress.value = null;
    pace.value = null;
    symbol.value = null;
    error.value = null;
    isCancelling.value = false;
  }

  function take(next: Progress): void {
    const before = view.value;
    // A message without figures leaves those of its step standing.
    const kept = before.step === next.step ? progress.value?.data : undefined;
    progress.value = { ...next, data: { ...kept, ...next.data } };
    const now = view.value;
    if (before.step !== now.step) pace.value = { atMs: Date.now(), done: next.done };
    // Folds are counted anew for each symbol.
    const isNextSymbol = now.symbol !== null && now.symbol !== symbol.value;
    if (isNextSymbol && symbol.value !== null) losses.value = [];
    symbol.value = now.symbol ?? symbol.value;
    run.value = now.run ?? run.value;
    const point = next.data ? lossPointOf(now) : null;
    if (point) losses.value = withLossPoint(losses.value, point);
  }

  function succeed(finished: string): void {
    run.value = finished;
    phase.value = 'done';
    isCancelling.value = false;
  }

  function fail(failure: AppError): void {
    error.value = failure;
    phase.value = failure.code === 'CANCELLED' ? 'cancelled' : 'failed';
    isCancelling.value = false;
  }

  const known = { phase, method, startedAt, progress, losses, pace };
  const figures = { ...known, run, symbol, error, isCancelling };
  return { figures, view, begin, take, succeed, fail };
}

export type TrainingState = ReturnType<typeof createTrainingState>;
