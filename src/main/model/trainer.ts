import { createRandom, deriveSeed } from '#main/lib/random.ts';
import { createDropoutMasks, takeMasks } from './dropoutMask.ts';
import { sizeOf } from './kernels.ts';
import type { Kernels, Program, Value } from './kernels.ts';
import type { LayerContext } from './layers.ts';
import { LOSSES } from './loss.ts';
import type { LossName } from './loss.ts';
import type { Network } from './network.ts';
import { startState } from './optimizer.ts';
import type { OptimizerOptions } from './optimizer.ts';
import { splitWeights } from './runNetwork.ts';
import { createDraw, createEvaluation } from './trainingInput.ts';
import type { TrainingInput } from './trainingInput.ts';

export interface BatchResult {
  loss: number;
  /** Mean absolute error; null for a classifier. */
  error: number | null;
}

export interface Trainer {
  /** One optimisation step on these training samples; the loss before it. */
  step: (indices: Int32Array) => BatchResult;
  /** Makes samples ready to be evaluated often: their outputs with the weights as they are then. */
  evaluation: (samples: TrainingInput) => () => Float32Array;
  read: () => Float32Array;
}

export interface TrainerOptions {
  train: TrainingInput;
  loss: LossName;
  optimizer: OptimizerOptions;
  seed: number;
  batchSize: number;
  /**
   * Under which name a step on a full batch is made a program; null where there are too few of them.
   * A graph may round otherwise than single operations: nothing but the options may decide this.
   */
  program: string | null;
}

/** A network with its first weights and its optimizer. */
export function createTrainer(k: Kernels, network: Network, options: TrainerOptions): Trainer {
  const { train, seed, batchSize, program } = options;
  const loss = LOSSES[options.loss];
  const random = createRandom(deriveSeed(seed, 'weights'));
  const start = network.weights.flatMap((weight) => weight.start(random, sizeOf(weight.shape)));
  const draw = createDraw(k, network, train);
  let state: readonly Value[] = startState(k, options.optimizer, Float32Array.from(start));
  const masks = createMasks(k, network, seed);
  const work = stepWork(k, network, options);
  const whole = program === null ? work : k.program(program, work);

  const step = (indices: Int32Array): BatchResult => {
    const labels = Float32Array.from(indices, (index) => train.y[index]);
    const run = indices.length === batchSize ? whole : work;
    let outputs: Float32Array = new Float32Array(0);
    const before = state;
    state = k.scope(() => {
      const batch = [...draw(indices), k.upload(labels, [labels.length, 1])];
      const [output, ...after] = run([...batch, ...masks(), ...state]);
      outputs = k.download(output);
      return after;
    });
    for (const value of before) k.release(value);
    return {
      loss: loss.of(outputs, labels),
      error: loss.absoluteError?.(outputs, labels) ?? null,
    };
  };
  return {
    step,
    evaluation: (samples) => {
      const evaluate = createEvaluation(k, network, samples);
      return () => evaluate(state[0]);
    },
    read: () => k.download(state[0]),
  };
}

/** What one step takes for its dropout: nothing, or the bank and a place in it. */
function createMasks(k: Kernels, network: Network, seed: number): () => Value[] {
  if (network.dropoutRate === 0) return () => [];
  const masks = createDropoutMasks(network.dropoutRate, deriveSeed(seed, 'dropout'));
  const bank = k.upload(masks.bank, [masks.bank.length]);
  return () => [bank, k.upload(masks.drawStart(), [1])];
}

/** Arranged samples, indices, labels, dropout, state → outputs, state. */
function stepWork(
  k: Kernels,
  network: Network,
  { loss, optimizer }: Pick<TrainerOptions, 'loss' | 'optimizer'>,
): Program {
  const hasDropout = network.dropoutRate > 0;
  return ([arranged, indices, labels, ...others]) => {
    const [bank, start] = others;
    const state = hasDropout ? others.slice(2) : others;
    const context: LayerContext = {
      k,
      weights: splitWeights(k, network, state[0]),
      gradients: new Map(),
      dropoutMask: hasDropout ? takeMasks(k, bank, start) : null,
    };
    const x = k.gather(arranged, indices, network.sampleAxis);
    const { output, backward } = network.forward(context, x);
    backward(LOSSES[loss].gradient(k, output, labels));
    const flat = network.weights.map(({ name, shape }) =>
      k.reshape(context.gradients.get(name)!, [sizeOf(shape)]),
    );
    return [output, ...k.optimize(optimizer, state, k.concat(flat, 0))];
  };
}
