import type { DateSamples } from '#main/dataset/panel/dateSamples.ts';
import type { BatchResult } from '../fit.ts';
import type { Kernels } from '../kernels.ts';
import type { Problem } from '../trainer.ts';
import type { DateNetwork } from './dateNetwork.ts';
import { sharpeGradient, sharpeLoss } from './sharpe.ts';

/**
 * What outputs are measured by: the squared error of each known label, or −Sharpe of the portfolio that they
 * are the weights of, with what turnover costs.
 */
export type DateLoss = { kind: 'squaredError' } | { kind: 'sharpe'; turnoverCost: number };

/** Labels of some dates with 0 for unknown ones, and which are known. */
function labelsOf({ y, slots }: DateSamples, indices: Int32Array) {
  const labels = new Float32Array(indices.length * slots);
  const known = new Float32Array(labels.length);
  indices.forEach((index, i) => {
    for (let s = 0; s < slots; s++) {
      const label = y[index * slots + s];
      if (Number.isNaN(label)) continue;
      labels[i * slots + s] = label;
      known[i * slots + s] = 1;
    }
  });
  return { labels, known };
}

/** The loss of outputs for some dates, in their order. */
export function measureDates(
  samples: DateSamples,
  indices: Int32Array,
  outputs: Float32Array,
  loss: DateLoss,
): BatchResult {
  const { labels, known } = labelsOf(samples, indices);
  if (loss.kind === 'sharpe') {
    return { loss: sharpeLoss(outputs, labels, samples.slots, loss.turnoverCost), error: null };
  }
  let [squares, sum, count] = [0, 0, 0];
  outputs.forEach((output, i) => {
    if (known[i] === 0) return;
    squares += (output - labels[i]) ** 2;
    sum += Math.abs(output - labels[i]);
    count++;
  });
  return { loss: squares / count, error: sum / count };
}

/** One number for each symbol of a date. */
export function dateProblem(
  k: Kernels,
  network: DateNetwork,
  train: DateSamples,
  loss: DateLoss,
): Problem {
  const { slots, lookback, width } = train;
  return {
    weights: network.weights,
    dropoutRate: network.dropoutRate,
    draw: (indices) => {
      const { labels, known } = labelsOf(train, indices);
      const total = known.reduce((sum, value) => sum + value, 0);
      const shape = [indices.length, slots];
      return [
        k.upload(train.read(indices), [...shape, lookback, width]),
        k.upload(readMasks(network, train, indices), network.maskShape(indices.length)),
        k.upload(labels, shape),
        // 2 / n for what is known: the slope of the mean of squares.
        k.upload(
          known.map((value) => (2 * value) / total),
          shape,
        ),
      ];
    },
    toInput: ([x]) => x,
    forward: (context, x, [, mask]) => network.forward(context, x, mask),
    gradient: (outputs, [, , labels, shares]) =>
      loss.kind === 'sharpe'
        ? sharpeGradient(k, outputs, labels, loss.turnoverCost)
        : k.multiply(k.subtract(outputs, labels), shares),
    measure: (outputs, indices) => measureDates(train, indices, outputs, loss),
  };
}

/** The masks of some dates one after another. */
export function readMasks(
  network: DateNetwork,
  samples: Pick<DateSamples, 'row' | 'group'>,
  indices: Int32Array,
): Float32Array {
  const parts = Array.from(indices, (index) => network.maskOf(samples, index));
  const masks = new Float32Array(parts.length * (parts.at(0)?.length ?? 0));
  parts.forEach((part, i) => masks.set(part, i * part.length));
  return masks;
}
