import { assert } from '#main/lib/assert.ts';
import { deriveSeed } from '#main/lib/random.ts';
import { packParts } from '#main/model/modelFile.ts';
import { AppError } from '#shared/errors.ts';
import type { SelectionConfig, SelectionModel } from '#shared/selection.ts';
import { partsOf, trainWindows } from './selectionWindows.ts';
import type {
  OnEpoch,
  SelectionInputs,
  TrainedSelection,
  TrainingLosses,
} from './selectionWindows.ts';

/** Fewer training or validation windows teach a symbol's model nothing. */
const FEWEST = { train: 60, valid: 10 };

const MAGIC = 'ZuoTmarks';

/**
 * One model for each symbol, on its own windows, from a seed of its own; one with too few of them has no
 * predictions. Losses are means over symbols by epoch, as long as any is trained.
 */
export async function trainPerSymbol(
  inputs: SelectionInputs,
  config: SelectionConfig,
  model: SelectionModel,
  onEpoch: OnEpoch,
): Promise<TrainedSelection> {
  const { settings, seed } = config;
  assert(inputs.panel, 'the rows of each symbol are known');
  const { start } = inputs.panel;
  const predictions = new Float32Array(inputs.test.length).fill(NaN);
  const validPredictions = new Float32Array(inputs.valid.length).fill(NaN);
  const passes =
    settings.passes > 0 ? { mean: predictions.slice(), spread: predictions.slice() } : null;
  const trained: { slot: number; losses: TrainingLosses; weights: Uint8Array }[] = [];
  for (let slot = 0; slot + 1 < start.length; slot++) {
    const own = ofSymbol(inputs, start[slot], start[slot + 1]);
    if (own.train.length < FEWEST.train || own.valid.length < FEWEST.valid) continue;
    const seeded = { ...config, seed: deriveSeed(seed, 'symbol', slot) };
    const result = await trainWindows(partsOf(own, settings), seeded, model, () => undefined);
    predictions.set(result.predictions, own.testFrom);
    assert(result.validPredictions, 'a model of windows predicts labels');
    validPredictions.set(result.validPredictions, own.validFrom);
    if (passes && result.passes) {
      passes.mean.set(result.passes.mean, own.testFrom);
      passes.spread.set(result.passes.spread, own.testFrom);
    }
    assert(result.weights, 'a model of windows has weights');
    trained.push({ slot, losses: result.losses, weights: result.weights });
    const done = (slot + 1) / (start.length - 1);
    onEpoch({ epoch: Math.ceil(done * settings.epochs), ...lastOf(result.losses) });
  }
  if (trained.length === 0) throw tooShort();
  return {
    losses: meanLosses(trained.map(({ losses }) => losses)),
    ...{ predictions, validPredictions, passes },
    weights: packParts(
      MAGIC,
      trained.map(({ slot }) => ({ slot })),
      trained.map(({ weights }) => weights),
    ),
  };
}

const tooShort = (): AppError =>
  new AppError(
    'NOT_ENOUGH_HISTORY',
    `one model a symbol needs ${FEWEST.train} windows to train and ${FEWEST.valid} to validate of at least one; begin earlier, or shorten lookback`,
    { needed: FEWEST.train },
  );

const lastOf = ({ trainLosses, validLosses }: TrainingLosses) => ({
  trainLoss: trainLosses[trainLosses.length - 1],
  validLoss: validLosses[validLosses.length - 1],
});

/** The windows that end on the rows [from, to); those of a part follow one another. */
function ofSymbol(inputs: SelectionInputs, from: number, to: number) {
  const cut = (ends: Int32Array): [number, number] => {
    const first = ends.findIndex((row) => row >= from);
    const last = ends.findIndex((row) => row >= to);
    const length = ends.length;
    return [first < 0 ? length : first, last < 0 ? length : last];
  };
  const [train, valid, test] = [cut(inputs.train), cut(inputs.valid), cut(inputs.test)];
  return {
    ...inputs,
    train: inputs.train.subarray(...train),
    trainLabels: inputs.trainLabels.subarray(...train),
    valid: inputs.valid.subarray(...valid),
    validLabels: inputs.validLabels.subarray(...valid),
    test: inputs.test.subarray(...test),
    validFrom: valid[0],
    testFrom: test[0],
  };
}

function meanLosses(all: readonly TrainingLosses[]): TrainingLosses {
  const mean = (key: keyof TrainingLosses): number[] => {
    const length = Math.max(0, ...all.map((losses) => losses[key].length));
    return Array.from({ length }, (_, epoch) => {
      const values = all.flatMap((losses) => losses[key].slice(epoch, epoch + 1));
      return values.reduce((sum, value) => sum + value, 0) / values.length;
    });
  };
  return {
    trainLosses: mean('trainLosses'),
    trainErrors: mean('trainErrors'),
    validLosses: mean('validLosses'),
  };
}
