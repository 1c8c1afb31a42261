import type { Kernels } from './kernels.ts';
import type { LossName } from './loss.ts';
import { LOSSES } from './loss.ts';
import type { Network } from './network.ts';
import type { Problem } from './trainer.ts';
import { createDraw } from './trainingInput.ts';
import type { TrainingInput } from './trainingInput.ts';

/** One number for each window. */
export function windowProblem(
  k: Kernels,
  network: Network,
  train: TrainingInput,
  lossName: LossName,
): Problem {
  const loss = LOSSES[lossName];
  const draw = createDraw(k, network, train);
  const labelsAt = (indices: Int32Array): Float32Array =>
    Float32Array.from(indices, (index) => train.y[index]);
  return {
    weights: network.weights,
    dropoutRate: network.dropoutRate,
    draw: (indices) => [...draw(indices), k.upload(labelsAt(indices), [indices.length, 1])],
    toInput: ([arranged, places]) => k.gather(arranged, places, network.sampleAxis),
    forward: (context, x) => network.forward(context, x),
    gradient: (outputs, [, , labels]) => loss.gradient(k, outputs, labels),
    measure: (outputs, indices) => {
      const labels = labelsAt(indices);
      const error = loss.absoluteError?.(outputs, labels) ?? null;
      return { loss: loss.of(outputs, labels), error };
    },
  };
}
