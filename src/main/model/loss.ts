import type { Kernels, Value } from './kernels.ts';

/** Mean binary cross-entropy of logits, in the form that does not overflow. */
export function crossEntropy(logits: Float32Array, labels: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < logits.length; i++) {
    const z = logits[i];
    sum += Math.max(z, 0) - z * labels[i] + Math.log1p(Math.exp(-Math.abs(z)));
  }
  return sum / logits.length;
}

/** Mean squared error. */
export function squaredError(outputs: Float32Array, labels: Float32Array): number {
  return outputs.reduce((sum, output, i) => sum + (output - labels[i]) ** 2, 0) / outputs.length;
}

/** Mean absolute error, in the labels' unit. */
export function absoluteError(outputs: Float32Array, labels: Float32Array): number {
  return outputs.reduce((sum, output, i) => sum + Math.abs(output - labels[i]), 0) / outputs.length;
}

export interface Loss {
  /** Mean over a batch. */
  of: (outputs: Float32Array, labels: Float32Array) => number;
  /** Of that mean, where outputs and labels are samples × 1. */
  gradient: (k: Kernels, outputs: Value, labels: Value) => Value;
  /** Mean absolute error of a batch, where outputs are in the labels' unit; else null. */
  absoluteError: ((outputs: Float32Array, labels: Float32Array) => number) | null;
  /** What a network's output says: a probability, or the value itself. */
  toPrediction: (output: number) => number;
  /** By how much a prediction follows its output. */
  slopeOf: (output: number) => number;
}

export const LOSSES = {
  crossEntropy: {
    of: crossEntropy,
    // (σ(z) − y) / n
    gradient: (k, z, y) => k.scale(k.subtract(k.sigmoid(z), y), 1 / z.shape[0]),
    absoluteError: null,
    toPrediction: (z) => 1 / (1 + Math.exp(-z)),
    slopeOf: (z) => 1 / (2 + Math.exp(z) + Math.exp(-z)),
  },
  squaredError: {
    of: squaredError,
    // 2 (o − y) / n
    gradient: (k, outputs, y) => k.scale(k.subtract(outputs, y), 2 / outputs.shape[0]),
    absoluteError,
    toPrediction: (value) => value,
    slopeOf: () => 1,
  },
} as const satisfies Record<string, Loss>;

export type LossName = keyof typeof LOSSES;
