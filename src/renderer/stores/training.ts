import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { EngineEvents } from '#shared/contract.ts';
import { fromErrorRecord, toAppError } from '#shared/errors.ts';
import type { AppError } from '#shared/errors.ts';
import type { TimingConfigInput } from '#shared/run.ts';
import type { SelectionConfigInput } from '#shared/selection.ts';
import { engineClient } from '../engineClient/index.ts';
import { useJobsStore } from './jobs.ts';
import { useRunsStore } from './runs.ts';
import { TRAINING_METHODS, createTrainingState } from './trainingState.ts';
import type { TrainingMethod, TrainingState } from './trainingState.ts';

type JobChange = EngineEvents['job.changed'];
type RunsStore = ReturnType<typeof useRunsStore>;

/** A run that kills the engine again and again is left to the user. */
const MOST_AUTOMATIC_RESUMES = 3;

/**
 * The training that runs now, or the last one of this session. It outlives the page that started it,
 * takes over one that another window started, and resumes after the engine was restarted.
 */
export const useTrainingStore = defineStore('training', () => {
  const state = createTrainingState();
  const runs = useRunsStore();
  const jobs = useJobsStore();
  const line = createLine(state, runs, resumeAfterRestart);
  const isResumed = ref(false);
  let resumesLeft = MOST_AUTOMATIC_RESUMES;

  function start(config: TimingConfigInput): Promise<void> {
    resumesLeft = MOST_AUTOMATIC_RESUMES;
    isResumed.value = false;
    return line.launch('run.timing', null, (signal) =>
      engineClient.call('run.timing', config, { signal }),
    );
  }

  function startSelection(config: SelectionConfigInput): Promise<void> {
    resumesLeft = MOST_AUTOMATIC_RESUMES;
    isResumed.value = false;
    return line.launch('run.select', null, (signal) =>
      engineClient.call('run.select', config, { signal }),
    );
  }

  function startSample(): Promise<void> {
    return line.launch('sample.run', null, (signal) =>
      engineClient.call('sample.run', {}, { signal }),
    );
  }

  function resume(run: string): Promise<void> {
    isResumed.value = false;
    return line.launch('run.resume', run, (signal) =>
      engineClient.call('run.resume', { run }, { signal }),
    );
  }

  /** Calls wait for the new engine, so the runs read here are those that it found. */
  async function resumeAfterRestart(): Promise<void> {
    const { phase, run } = state.figures;
    if (phase.value !== 'failed' || resumesLeft <= 0) return;
    const target = runs.interrupted.find((one) => one.run === run.value) ?? runs.interrupted[0];
    if (!target) return;
    resumesLeft -= 1;
    const ended = resume(target.run);
    isResumed.value = true;
    await ended;
  }

  /** Listens to the engine; called once, when the window opens. */
  function follow(): void {
    jobs.onChange(line.adopt);
  }

  const cancel = (): Promise<void> => line.cancel((job) => jobs.cancel(job));
  return {
    ...state.figures,
    view: state.view,
    isResumed,
    follow,
    start,
    startSelection,
    startSample,
    resume,
    cancel,
  };
});

function isTraining(method: string): method is TrainingMethod {
  return TRAINING_METHODS.some((name) => name === method);
}

/** A call that fails does not say which run it had begun: it is the one created since. */
async function findRun({ figures }: TrainingState, runs: RunsStore): Promise<void> {
  await runs.load();
  const begun = runs.list?.find((one) => Date.parse(one.createdAt) >= figures.startedAt.value);
  figures.run.value ??= begun?.run ?? null;
}

/** The state's two sources: the call of this window, or the events of a job that another one started. */
function createLine(state: TrainingState, runs: RunsStore, onCut: () => Promise<void>) {
  let job: string | null = null;
  let controller: AbortController | null = null;

  async function failed(error: AppError): Promise<void> {
    state.fail(error);
    await findRun(state, runs);
    if (error.code === 'ENGINE_EXITED') await onCut();
  }

  async function launch(
    method: TrainingMethod,
    run: string | null,
    call: (signal: AbortSignal) => Promise<{ run: string }>,
  ): Promise<void> {
    state.begin(method, Date.now(), run);
    job = null;
    controller = new AbortController();
    try {
      const finished = await call(controller.signal);
      await runs.load();
      state.succeed(finished.run);
    } catch (thrown) {
      controller = null;
      await failed(toAppError(thrown));
    } finally {
      controller = null;
    }
  }

  async function endForeign(change: JobChange): Promise<void> {
    if (change.error) {
      await failed(fromErrorRecord(change.error));
      return;
    }
    await runs.load();
    const finished = state.figures.run.value ?? runs.finished[0]?.run;
    if (finished) state.succeed(finished);
  }

  function adopt(change: JobChange): void {
    if (!isTraining(change.method)) return;
    if (!change.isDone && state.figures.phase.value !== 'running') {
      state.begin(change.method, Date.parse(change.startedAt), null);
      job = null;
    }
    if (!change.isDone) job ??= change.job;
    if (change.job !== job) return;
    if (change.isDone) {
      job = null;
      if (!controller) void endForeign(change);
    } else if (change.progress) state.take(change.progress);
  }

  async function cancel(cancelJob: (job: string) => Promise<void>): Promise<void> {
    state.figures.isCancelling.value = true;
    if (controller) controller.abort();
    else if (job !== null) await cancelJob(job);
  }

  return { launch, adopt, cancel };
}
