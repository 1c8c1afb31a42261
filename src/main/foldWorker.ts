import type { FromWorker, TaskOf, ToWorker, WorkerTask } from '#main/jobs/training/foldProtocol.ts';
import { isReviewTask, review } from '#main/jobs/review/reviewTask.ts';
import { createSearchBench } from '#main/jobs/search/searchBench.ts';
import { trainSelectionModel } from '#main/jobs/selection/selectionModel.ts';
import { trainTimingFold } from '#main/jobs/timing/timingFold.ts';
import { openBackend } from '#main/model/backend.ts';
import { loadLearner } from '#main/model/learner.ts';
import { toErrorRecord } from '#shared/errors.ts';

type Given<K extends ToWorker['type']> = Extract<ToWorker, { type: K }>;

const timings = new Map<string, Given<'timing'>>();
let selection: Given<'selection'> | null = null;
const searchBench = createSearchBench();

const post = (message: FromWorker): void => void process.send?.(message);

async function train(task: WorkerTask): Promise<void> {
  try {
    post({ type: 'trained', trained: await trainTask(task) });
  } catch (thrown) {
    post({ type: 'failed', error: toErrorRecord(thrown) });
  }
}

function trainTask(task: WorkerTask) {
  const onEpoch = (losses: Omit<Extract<FromWorker, { type: 'epoch' }>, 'type'>): void =>
    post({ type: 'epoch', ...losses });
  if (task.kind === 'trial') return searchBench.train(task, onEpoch);
  if (task.kind === 'predict') return predict(task);
  if (isReviewTask(task)) return review(task);
  if (task.kind === 'symbol') {
    return trainSelectionModel(task.inputs, task.config, task.model, onEpoch);
  }
  if (task.kind === 'selection') {
    if (!selection) throw new Error('no selection was sent');
    return trainSelectionModel(selection.inputs, selection.config, task.model, onEpoch);
  }
  const work = timings.get(task.symbol);
  const fold = work?.data.folds[task.index];
  if (!work || !fold) throw new Error(`no fold ${task.index} of ${task.symbol} was sent`);
  return trainTimingFold(work.data, work.config, fold, { onEpoch, start: task.start });
}

function predict({ weights, x, count }: TaskOf<'predict'>): Float32Array {
  const learner = loadLearner(weights);
  try {
    return learner.predict(x, count);
  } finally {
    learner.dispose();
  }
}

function hear(message: ToWorker): void {
  if (message.type === 'timing') timings.set(message.data.symbol, message);
  else if (message.type === 'rows') selection?.inputs.x.set(message.x, message.from);
  else if (message.type === 'selection') {
    selection = message;
    selection.inputs.x = new Float32Array(message.size);
  } else if (message.type === 'train') void train(message.task);
  else searchBench.take(message);
}

/** A fold worker: TensorFlow computes here, so that the engine keeps answering. */
async function startWorker(): Promise<void> {
  process.on('disconnect', () => process.exit(0));
  // Ctrl-C reaches the whole process group; the parent decides when its workers end.
  process.on('SIGINT', () => undefined);
  process.on('message', (message) => hear(message as ToWorker));
  post({ type: 'ready', backend: await openBackend() });
}

startWorker().catch((thrown: unknown) => post({ type: 'failed', error: toErrorRecord(thrown) }));
