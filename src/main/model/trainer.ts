import type { Samples } from '#main/dataset/windows.ts';
import { createRandom, deriveSeed } from '#main/lib/random.ts';
import { createDropoutMasks } from './dropoutMask.ts';
import { sizeOf } from './kernels.ts';
import type { Kernels, Value } from './kernels.ts';
import type { LayerContext } from './layers.ts';
import type { Loss } from './loss.ts';
import type { Network } from './network.ts';
import type { OptimizerOptions } from './optimizer.ts';
import { nameWeights, runNetwork } from './runNetwork.ts';

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
  optimizer: OptimizerOptions;
  seed: number;
}

/** A network with its first weights and its optimizer. */
export function createTrainer(
  k: Kernels,
  network: Network,
  loss: Loss,
  { train, optimizer, seed }: TrainerOptions,
): Trainer {
  const random = createRandom(deriveSeed(seed, 'weights'));
  const start = network.weights.flatMap((weight) => weight.start(random, sizeOf(weight.shape)));
  const parameters = k.createParameters(Float32Array.from(start), optimizer);
  const shapes = network.weights.map(({ shape }) => shape);
  const arrange = ({ x, count, lookback, width }: Samples): Value =>
    k.scope(() => [network.arrange(k, k.upload(x, [count, lookback, width]))])[0];
  const arranged = arrange(train);
  const rate = network.dropoutRate;
  const dropoutMask = rate > 0 ? createDropoutMasks(k, rate, deriveSeed(seed, 'dropout')) : null;

  const step = (indices: Int32Array): BatchResult => {
    const weights = nameWeights(network, parameters.split(shapes));
    const gradients = new Map<string, Value>();
    const context: LayerContext = { k, weights, gradients, dropoutMask };
    const x = k.gather(arranged, indices, network.sampleAxis);
    const { output, backward } = network.forward(context, x);
    // As many numbers as samples: passing them costs less than one operation on them.
    const outputs = k.download(output);
    const labels = Float32Array.from(indices, (index) => train.y[index]);
    backward(k.upload(loss.gradient(outputs, labels), output.shape));
    parameters.step(network.weights.map(({ name }) => gradients.get(name)!));
    return {
      loss: loss.of(outputs, labels),
      error: loss.absoluteError?.(outputs, labels) ?? null,
    };
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
    arrange,
    step: (indices) => inScope(() => step(indices)),
    evaluate: (samples, count) =>
      inScope(() => {
        const weights = nameWeights(network, parameters.split(shapes));
        return runNetwork(k, network, weights, samples, count);
      }),
    read: parameters.read,
  };
}
