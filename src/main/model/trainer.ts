import type { Samples } from '#main/dataset/windows.ts';
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
import { runNetwork, splitWeights } from './runNetwork.ts';

export interface BatchResult {
  loss: number;
  /** Mean absolute error; null for a classifier. */
  error: number | null;
}

export interface Trainer {
  /** Samples as the network wants them, kept as long as its kernels. */
  arrange: (samples: Samples) => Value;
  /** One optimisation step on these training samples; the loss before it. */
  step: (indices: Int32Array) => BatchResult;
  /** Outputs of arranged samples with the weights as they are. */
  evaluate: (arranged: Value, count: number) => Float32Array;
  read: () => Float32Array;
}

export interface TrainerOptions {
  train: Samples;
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
  const arrange = ({ x, count, lookback, width }: Samples): Value =>
    k.scope(() => [network.arrange(k, k.upload(x, [count, lookback, width]))])[0];
  const arranged = arrange(train);
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
      const batch = [k.upload(indices, [indices.length]), k.upload(labels, [labels.length, 1])];
      const [output, ...after] = run([arranged, ...batch, ...masks(), ...state]);
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
    arrange,
    step,
    evaluate: (samples, count) => runNetwork(k, network, { weights: state[0], samples, count }),
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
