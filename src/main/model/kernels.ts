import type { Optimize } from './optimizer.ts';

/** A tensor that lives on a backend; only the kernels that made it can look inside. */
export interface Value {
  readonly shape: readonly number[];
}

/** Number of elements. */
export const sizeOf = (shape: readonly number[]): number =>
  shape.reduce((size, length) => size * length, 1);

/** What the backward pass of an LSTM needs from its forward pass. */
export interface LstmPass {
  /** time × batch × hidden. */
  readonly hidden: Value;
  readonly saved: readonly Value[];
}

export interface LstmGradients {
  readonly weight: Value;
  readonly bias: Value;
  /** That of x, for a layer below. */
  readonly input: () => Value;
}

/** A function of tensors without side effects: what it does depends on their shapes alone. */
export type Program = (inputs: readonly Value[]) => readonly Value[];

/**
 * The few operations our networks are made of, forward and backward. Two implementations: native
 * TensorFlow called op by op without the tape (whose bookkeeping costs more than the arithmetic at
 * these sizes), and TensorFlow.js on its JavaScript backend. Binary operations broadcast.
 * Kernels own what they make: `scope` frees per step, `dispose` frees the rest.
 */
export interface Kernels {
  /** Do not write to the array while the tensor lives. */
  upload: (data: Float32Array | Int32Array, shape: readonly number[]) => Value;
  download: (value: Value) => Float32Array;
  optimize: Optimize;

  add: (a: Value, b: Value) => Value;
  subtract: (a: Value, b: Value) => Value;
  multiply: (a: Value, b: Value) => Value;
  scale: (a: Value, factor: number) => Value;
  /** Of the last two dimensions; leading ones are a batch and equal in both. */
  matMul: (a: Value, b: Value, transposeA?: boolean, transposeB?: boolean) => Value;
  /** Adds a vector to every row. */
  addBias: (rows: Value, bias: Value) => Value;
  /** Sum over all dimensions but the last. */
  sumRows: (rows: Value) => Value;
  sum: (a: Value, axis: number, keepDims: boolean) => Value;
  /** rows × columns → rows × 1. */
  meanColumns: (a: Value) => Value;
  sigmoid: (a: Value) => Value;
  relu: (a: Value) => Value;
  /** The gradient where the forward output was positive, else 0. */
  reluGradient: (gradient: Value, output: Value) => Value;
  minimum: (a: Value, b: Value) => Value;
  /** −1, 0 or 1. */
  sign: (a: Value) => Value;
  tanh: (a: Value) => Value;
  tanhGradient: (gradient: Value, output: Value) => Value;
  /** Over the last dimension. */
  softmax: (a: Value) => Value;
  /** 1 / √(a + epsilon). */
  inverseRoot: (a: Value, epsilon: number) => Value;

  reshape: (a: Value, shape: readonly number[]) => Value;
  transpose: (a: Value, order: readonly number[]) => Value;
  /** Along the first dimension. */
  reverse: (a: Value) => Value;
  concat: (parts: readonly Value[], axis: number) => Value;
  split: (a: Value, sizes: readonly number[], axis: number) => Value[];
  stack: (parts: readonly Value[]) => Value;
  unstack: (a: Value) => Value[];
  /** `length` places along a dimension. */
  slice: (a: Value, axis: number, from: number, length: number) => Value;
  /** Zeros before and after along a dimension. */
  pad: (a: Value, axis: number, before: number, after: number) => Value;
  /** The places that int32 indices name along a dimension. */
  gather: (a: Value, indices: Value, axis: number) => Value;
  /** `length` values of a vector from `start` + `offset` on; `start` is one int32. */
  piece: (a: Value, start: Value, offset: number, length: number) => Value;

  /** batch × time × channels: the largest of every `size` bars; bars left over at the end are dropped. */
  maxPool: (a: Value, size: number) => Value;
  /** Each gradient goes to one of the places that were largest. */
  maxPoolGradient: (gradient: Value, a: Value, output: Value, size: number) => Value;

  /**
   * One layer from a zero state. x: time × batch × input; weight: (input + hidden) × 4 hidden with
   * the gates input, forget, cell, output; bias: 4 hidden.
   */
  lstm: (x: Value, weight: Value, bias: Value) => LstmPass;
  lstmGradient: (
    x: Value,
    weight: Value,
    bias: Value,
    pass: LstmPass,
    gradient: Value,
  ) => LstmGradients;

  /**
   * The same work, made ready to be run often: native TensorFlow learns it once as a graph, which it
   * runs in half the time of single operations, but needs a tenth of a second to prepare. Equal names
   * mean equal work on equal shapes, in the whole process. What is uploaded inside is a constant.
   */
  program: (name: string, work: Program) => Program;
  /** Frees one value before its scope ends. */
  release: (value: Value) => void;
  /** Frees everything made inside but what is returned. */
  scope: (work: () => readonly Value[]) => readonly Value[];
  dispose: () => void;
}
