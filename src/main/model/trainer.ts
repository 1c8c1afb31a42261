import { assert } from '#main/lib/assert.ts';
import { createRandom, deriveSeed } from '#main/lib/random.ts';
import { createDropoutMasks, takeMasks } from './dropoutMask.ts';
import type { BatchResult } from './fit.ts';
import { sizeOf } from './kernels.ts';
import type { Kernels, Program, Value } from './kernels.ts';
import type { LayerContext, Pass } from './layers.ts';
import type { WeightSpec } from './network.ts';
import { startState } from './optimizer.ts';
import type { OptimizerOptions } from './optimizer.ts';
import { splitWeights, weightCount } from './runNetwork.ts';

/** What is learned: how a batch becomes outputs, and how good they are. */
export interface Problem {
  readonly weights: readonly WeightSpec[];
  /** 0 for no dropout. */
  readonly dropoutRate: number;
  /** Tensors of a batch; the same number with the same shapes for every full one. */
  draw: (indices: Int32Array) => Value[];
  /** Of these the one that the network reads. */
  toInput: (inputs: readonly Value[]) => Value;
  forward: (context: LayerContext, x: Value, inputs: readonly Value[]) => Pass;
  /** Of the loss, with respect to the outputs. */
  gradient: (outputs: Value, inputs: readonly Value[]) => Value;
  measure: (outputs: Float32Array, indices: Int32Array) => BatchResult;
}

export interface StepOptions {
  optimizer: OptimizerOptions;
  /** Largest length of the whole gradient; 0 = not clipped. */
  gradientClip: number;
  /** Fast gradient sign method (Goodfellow et al. 2015): inputs + ε · sign of the loss's gradient. */
  adversarialEpsilon: number;
  /** Of the loss on pushed inputs beside the plain one; 0 = off. */
  adversarialWeight: number;
  /** Whether the learning rate is told with every step, or that of the optimizer holds throughout. */
  isRateVarying: boolean;
}

export interface TrainerOptions extends StepOptions {
  seed: number;
  batchSize: number;
  /** Weights to begin with instead of drawn ones. */
  start?: Float32Array;
  /**
   * Under which name a step on a full batch is made a program; null where there are too few of them.
   * A graph may round otherwise than single operations: nothing but the options may decide this.
   */
  program: string | null;
}

export interface Trainer {
  /** One optimisation step on these training samples; the loss before it. */
  step: (indices: Int32Array, rate: number) => BatchResult;
  /** One flat vector, until the next step. */
  weights: () => Value;
  read: () => Float32Array;
}

/** A network with its first weights and its optimizer. */
export function createTrainer(k: Kernels, problem: Problem, options: TrainerOptions): Trainer {
  const { seed, batchSize, program, isRateVarying } = options;
  const start = options.start ?? drawWeights(problem, deriveSeed(seed, 'weights'));
  assert(start.length === weightCount(problem), 'as many weights as the network has');
  let state: readonly Value[] = startState(k, options.optimizer, start);
  const masks = createMasks(k, problem, seed);
  const work = stepWork(k, problem, options);
  const whole = program === null ? work : k.program(program, work);

  const step = (indices: Int32Array, rate: number): BatchResult => {
    const run = indices.length === batchSize ? whole : work;
    let outputs: Float32Array = new Float32Array(0);
    const before = state;
    state = k.scope(() => {
      const rates = isRateVarying ? [k.upload(Float32Array.of(rate), [])] : [];
      const [output, ...after] = run([...problem.draw(indices), ...masks(), ...rates, ...state]);
      outputs = k.download(output);
      return after;
    });
    for (const value of before) k.release(value);
    return problem.measure(outputs, indices);
  };
  return { step, weights: () => state[0], read: () => k.download(state[0]) };
}

function drawWeights({ weights }: Problem, seed: number): Float32Array {
  const random = createRandom(seed);
  return Float32Array.from(weights.flatMap((weight) => weight.start(random, sizeOf(weight.shape))));
}

/** What one step takes for its dropout: nothing, or the bank and a place in it. */
function createMasks(k: Kernels, { dropoutRate }: Problem, seed: number): () => Value[] {
  if (dropoutRate === 0) return () => [];
  const masks = createDropoutMasks(dropoutRate, deriveSeed(seed, 'dropout'));
  const bank = k.upload(masks.bank, [masks.bank.length]);
  return () => [bank, k.upload(masks.drawStart(), [1])];
}

const STATE_SIZE = { adam: 5, rmsprop: 2, sgd: 1 };

/** Inputs of a batch, dropout, rate, state → outputs, state. */
function stepWork(k: Kernels, problem: Problem, options: StepOptions): Program {
  const { optimizer, isRateVarying } = options;
  return (all) => {
    const state = all.slice(all.length - STATE_SIZE[optimizer.kind]);
    const others = all.slice(0, all.length - state.length);
    const rate = isRateVarying ? others.pop() : undefined;
    const [bank, start] = problem.dropoutRate > 0 ? others.splice(-2) : [];
    const weights = splitWeights(k, problem, state[0]);
    const dropoutMask = bank && start ? takeMasks(k, bank, start) : null;
    const x = problem.toInput(others);
    const learn = (from: Value) => {
      const context: LayerContext = { k, weights, gradients: new Map(), dropoutMask };
      const { output, backward } = problem.forward(context, from, others);
      const ofInput = backward(problem.gradient(output, others));
      const flat = problem.weights.map(({ name, shape }) =>
        k.reshape(context.gradients.get(name)!, [sizeOf(shape)]),
      );
      return { output, gradient: k.concat(flat, 0), ofInput };
    };
    const plain = learn(x);
    const whole = withPushed(
      k,
      options,
      plain.gradient,
      () => learn(pushed(k, x, plain.ofInput(), options.adversarialEpsilon)).gradient,
    );
    const clipped = clip(k, whole, options.gradientClip);
    return [plain.output, ...k.optimize(optimizer, state, clipped, rate)];
  };
}

function withPushed(
  k: Kernels,
  { adversarialWeight }: StepOptions,
  plain: Value,
  learnPushed: () => Value,
): Value {
  return adversarialWeight === 0 ? plain : k.add(plain, k.scale(learnPushed(), adversarialWeight));
}

const pushed = (k: Kernels, x: Value, gradient: Value, epsilon: number): Value =>
  k.add(x, k.scale(k.sign(gradient), epsilon));

/** Scales a vector down to a length, as PyTorch's clip_grad_norm_ does. */
export function clip(k: Kernels, gradient: Value, most: number): Value {
  if (most === 0) return gradient;
  const squares = k.sum(k.multiply(gradient, gradient), 0, true);
  const share = k.scale(k.inverseRoot(squares, SMALLEST), most);
  return k.multiply(gradient, k.minimum(share, k.upload(Float32Array.of(1), [1])));
}

/** Keeps the length of a vector of zeros from dividing. */
const SMALLEST = 1e-12;
