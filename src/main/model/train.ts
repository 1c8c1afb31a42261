import type { Samples } from '#main/dataset/windows.ts';
import { assert } from '#main/lib/assert.ts';
import { createRandom, deriveSeed, shuffle } from '#main/lib/random.ts';
import { AppError, throwIfCancelled } from '#shared/errors.ts';
import { createKernels, openBackend } from './backend.ts';
import { createDropoutMasks } from './dropoutMask.ts';
import type { Kernels, Value } from './kernels.ts';
import type { LayerContext } from './layers.ts';
import { crossEntropy, crossEntropyGradient } from './loss.ts';
import type { Network } from './network.ts';
import { nameWeights, range, runNetwork } from './runNetwork.ts';
import { createNetwork } from './spec.ts';
import type { ModelSpec } from './spec.ts';
import { createTrainedModel } from './trainedModel.ts';
import type { TrainedModel, TrainingHistory } from './trainedModel.ts';

export interface EpochRecord {
  /** Counted from 1. */
  epoch: number;
  trainLoss: number;
  validLoss: number;
}

export interface TrainOptions {
  spec: ModelSpec;
  /** Not written to while training runs. Labels are 0 or 1. */
  train: Samples;
  valid: Samples;
  epochs: number;
  batchSize: number;
  learningRate: number;
  /** Epochs without a lower validation loss after which training stops. */
  patience: number;
  seed: number;
  signal?: AbortSignal;
  onEpoch?: (record: EpochRecord) => void;
}

/** Samples passed between two turns of the event loop: some tens of milliseconds natively. */
const TURN_SAMPLES = { tensorflow: 512, cpu: 32 };

/**
 * Trains a classifier on binary cross-entropy with Adam, stops early on the validation loss and
 * keeps the best epoch's weights. The same seed and backend give the same weights, bit for bit.
 * Opens the backend if nobody has. Throws CANCELLED, and MODEL_DIVERGED when a loss is no number.
 */
export async function trainClassifier(options: TrainOptions): Promise<TrainedModel> {
  checkSamples(options.train, 'training');
  checkSamples(options.valid, 'validation');
  throwIfCancelled(options.signal);
  const { name } = await openBackend();
  const { spec, train } = options;
  const { lookback, width } = train;
  const k = createKernels();
  try {
    const network = createNetwork(spec, lookback, width);
    const { weights, history } = await fit(k, network, options, TURN_SAMPLES[name]);
    return createTrainedModel({ spec, lookback, width, history, weights });
  } finally {
    k.dispose();
  }
}

function checkSamples({ x, y, count, lookback, width }: Samples, part: string): void {
  assert(count > 0, `${part} samples`);
  assert(x.length === count * lookback * width && y.length === count, `${part} samples fit`);
  assert(y.every(Number.isFinite), `${part} labels are known`);
}

async function fit(
  k: Kernels,
  network: Network,
  options: TrainOptions,
  turnSamples: number,
): Promise<{ weights: Float32Array; history: TrainingHistory }> {
  const { train, valid, epochs, patience, seed, signal, onEpoch } = options;
  const trainer = createTrainer(k, network, options);
  const validX = arrange(k, network, valid);
  const order = createRandom(deriveSeed(seed, 'order'));
  const indices = range(0, train.count);
  const history: TrainingHistory = { trainLosses: [], validLosses: [], bestEpoch: 1 };
  let weights = trainer.read();
  let best = Infinity;
  for (let epoch = 1; epoch <= epochs && epoch - history.bestEpoch <= patience; epoch++) {
    shuffle(indices, order);
    const trainLoss = await runEpoch(trainer.step, indices, options, turnSamples);
    const validLoss = crossEntropy(trainer.evaluate(validX, valid.count), valid.y);
    if (!Number.isFinite(trainLoss) || !Number.isFinite(validLoss)) throw diverged(epoch);
    history.trainLosses.push(trainLoss);
    history.validLosses.push(validLoss);
    onEpoch?.({ epoch, trainLoss, validLoss });
    if (validLoss < best) {
      best = validLoss;
      history.bestEpoch = epoch;
      weights = trainer.read();
    }
    throwIfCancelled(signal);
  }
  return { weights, history };
}

/** Mean loss over the epoch. */
async function runEpoch(
  step: Trainer['step'],
  indices: Int32Array,
  { batchSize, signal }: TrainOptions,
  turnSamples: number,
): Promise<number> {
  let sum = 0;
  let sinceTurn = 0;
  for (let from = 0; from < indices.length; from += batchSize) {
    const batch = indices.slice(from, from + batchSize);
    sum += step(batch) * batch.length;
    sinceTurn += batch.length;
    if (sinceTurn < turnSamples) continue;
    sinceTurn = 0;
    await new Promise((resolve) => setImmediate(resolve));
    throwIfCancelled(signal);
  }
  return sum / indices.length;
}

const diverged = (epoch: number): AppError =>
  new AppError(
    'MODEL_DIVERGED',
    `Training diverged in epoch ${epoch}: the loss is no number. Try a lower learning rate (a tenth), or check the features for extreme values.`,
    { epoch },
  );

const arrange = (k: Kernels, network: Network, { x, count, lookback, width }: Samples): Value =>
  k.scope(() => [network.arrange(k, k.upload(x, [count, lookback, width]))])[0];

interface Trainer {
  /** One optimisation step on these samples; the loss before it. */
  step: (indices: Int32Array) => number;
  /** Logits of arranged samples with the weights as they are. */
  evaluate: (arranged: Value, count: number) => Float32Array;
  read: () => Float32Array;
}

function createTrainer(k: Kernels, network: Network, options: TrainOptions): Trainer {
  const { train, seed, learningRate } = options;
  const random = createRandom(deriveSeed(seed, 'weights'));
  const start = network.weights.flatMap(({ shape, start: draw }) =>
    Array.from({ length: shape.reduce((size, n) => size * n, 1) }, () => draw(random)),
  );
  const adam = { learningRate, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
  const parameters = k.createParameters(Float32Array.from(start), adam);
  const shapes = network.weights.map(({ shape }) => shape);
  const arranged = arrange(k, network, train);
  const rate = network.dropoutRate;
  const dropoutMask = rate > 0 ? createDropoutMasks(k, rate, deriveSeed(seed, 'dropout')) : null;

  const step = (indices: Int32Array): number => {
    const weights = nameWeights(network, parameters.split(shapes));
    const gradients = new Map<string, Value>();
    const context: LayerContext = { k, weights, gradients, dropoutMask };
    const x = k.gather(arranged, indices, network.sampleAxis);
    const { output, backward } = network.forward(context, x);
    const logits = k.download(output);
    const labels = Float32Array.from(indices, (index) => train.y[index]);
    backward(k.upload(crossEntropyGradient(logits, labels), output.shape));
    parameters.step(network.weights.map(({ name }) => gradients.get(name)!));
    return crossEntropy(logits, labels);
  };
  const inScope = <T>(work: () => T): T => {
    let result: T | undefined;
    k.scope(() => {
      result = work();
      return [];
    });
    return result!;
  };
  return {
    step: (indices) => inScope(() => step(indices)),
    evaluate: (samples, count) =>
      inScope(() => {
        const weights = nameWeights(network, parameters.split(shapes));
        return runNetwork(k, network, weights, samples, count);
      }),
    read: parameters.read,
  };
}
