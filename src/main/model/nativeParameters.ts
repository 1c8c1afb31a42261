import { sizeOf } from './kernels.ts';
import type { Parameters, Value } from './kernels.ts';
import type { NativeSession } from './nativeSession.ts';
import type { OptimizerOptions } from './optimizer.ts';

let variableCount = 0;

/** One flat variable and its moments, updated in place by one fused operation a step. */
export function createNativeParameters(
  session: NativeSession,
  weights: Float32Array,
  optimizer: OptimizerOptions,
): Parameters {
  const { attributes, run, runMany, ints, int, release } = session;
  const read = [attributes.type('dtype', 'float')];
  const variable = createVariable(session, weights);
  const apply = createOptimizer(session, variable, weights.length, optimizer);
  const toFlat = (value: Value): Value =>
    value.shape.length === 1 ? value : run('Reshape', [], [value, ints([-1])]);

  return {
    split: (shapes) => {
      const sizes = shapes.map(sizeOf);
      const whole = run('ReadVariableOp', read, [variable]);
      const split = [attributes.integer('num_split', sizes.length)];
      const parts = runMany('SplitV', split, [whole, ints(sizes), int(0)], sizes.length);
      // A variable that is still being read would be copied by the next step.
      release(whole);
      return parts.map((part, i) =>
        shapes[i].length === 1 ? part : run('Reshape', [], [part, ints(shapes[i])]),
      );
    },
    step: (gradients) => {
      const concat = [attributes.type('T', 'float'), attributes.type('Tidx', 'int')];
      concat.push(attributes.integer('N', gradients.length));
      apply(run('ConcatV2', concat, [...gradients.map(toFlat), int(0)]));
    },
    read: () => {
      const whole = run('ReadVariableOp', read, [variable]);
      const copy = session.download(whole);
      release(whole);
      return copy;
    },
  };
}

/** A function that moves the variable by one step against a gradient of `length` values. */
function createOptimizer(
  session: NativeSession,
  variable: Value,
  length: number,
  optimizer: OptimizerOptions,
): (gradient: Value) => void {
  const { runMany, scalar } = session;
  if (optimizer.kind === 'adam') return createAdam(session, variable, length, optimizer);
  const rate = (): Value => scalar(optimizer.learningRate);
  if (optimizer.kind === 'sgd') {
    return (gradient) => {
      runMany('ResourceApplyGradientDescent', [], [variable, rate(), gradient], 0);
    };
  }
  const meanSquare = createVariable(session, new Float32Array(length));
  const momentum = createVariable(session, new Float32Array(length));
  return (gradient) => {
    const rates = [rate(), scalar(optimizer.decay), scalar(0), scalar(optimizer.epsilon)];
    const state = [variable, meanSquare, momentum];
    runMany('ResourceApplyRMSProp', [], [...state, ...rates, gradient], 0);
  };
}

function createAdam(
  session: NativeSession,
  variable: Value,
  length: number,
  { learningRate, beta1, beta2, epsilon }: Extract<OptimizerOptions, { kind: 'adam' }>,
): (gradient: Value) => void {
  const { runMany, scalar } = session;
  const mean = createVariable(session, new Float32Array(length));
  const variance = createVariable(session, new Float32Array(length));
  const upload = (value: number): Value => session.upload(Float32Array.of(value), []);
  let [power1, power2] = [1, 1];
  return (gradient) => {
    power1 *= beta1;
    power2 *= beta2;
    // TensorFlow adds epsilon before the bias correction, the paper after it: scaled to agree.
    const scaledEpsilon = upload(epsilon * Math.sqrt(1 - power2));
    const rates = [scalar(learningRate), scalar(beta1), scalar(beta2), scaledEpsilon];
    const state = [variable, mean, variance, upload(power1), upload(power2)];
    runMany('ResourceApplyAdam', [], [...state, ...rates, gradient], 0);
  };
}

function createVariable(session: NativeSession, start: Float32Array): Value {
  const { attributes, run, runMany, keep, upload, release, onDispose } = session;
  const dtype = attributes.type('dtype', 'float');
  const handle = keep(() =>
    run(
      'VarHandleOp',
      [
        dtype,
        attributes.shape('shape', [start.length]),
        attributes.text('shared_name', `zuot-${process.pid}-${variableCount++}`),
        attributes.text('container', ''),
      ],
      [],
    ),
  );
  const value = upload(start.slice(), [start.length]);
  runMany('AssignVariableOp', [], [handle, value], 0);
  release(value);
  // Dropping the handle would leave the variable itself in the process.
  onDispose(() => {
    runMany('DestroyResourceOp', [], [handle], 0);
  });
  return handle;
}
