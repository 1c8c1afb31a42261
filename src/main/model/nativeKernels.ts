import type { Attribute, TensorflowBinding } from './binding.ts';
import type { Kernels, Value } from './kernels.ts';
import { createNativeLstm } from './nativeLstm.ts';
import { createNativeOptimize } from './nativeOptimizer.ts';
import type { Programs } from './nativeProgram.ts';
import { createNativeSession } from './nativeSession.ts';
import type { NativeSession } from './nativeSession.ts';

type Arithmetic = Pick<
  Kernels,
  | 'add'
  | 'subtract'
  | 'multiply'
  | 'scale'
  | 'matMul'
  | 'addBias'
  | 'sumRows'
  | 'sum'
  | 'meanColumns'
  | 'sigmoid'
  | 'relu'
  | 'reluGradient'
  | 'minimum'
  | 'sign'
  | 'tanh'
  | 'tanhGradient'
  | 'softmax'
  | 'inverseRoot'
>;
type Moving = Pick<
  Kernels,
  | 'reshape'
  | 'transpose'
  | 'reverse'
  | 'concat'
  | 'split'
  | 'stack'
  | 'unstack'
  | 'slice'
  | 'pad'
  | 'gather'
  | 'piece'
>;

/** Kernels of native TensorFlow: 5 µs a call and the arithmetic itself, less inside a program. */
export function createNativeKernels(binding: TensorflowBinding, programs: Programs): Kernels {
  const session = createNativeSession(binding, programs);
  return {
    upload: session.upload,
    download: session.download,
    optimize: createNativeOptimize(session),
    ...makeArithmetic(session),
    ...makeMoving(session),
    ...makePooling(session),
    ...createNativeLstm(session),
    program: session.program,
    release: session.release,
    scope: session.scope,
    dispose: session.dispose,
  };
}

/*
 * TensorFlow infers types from the inputs (but for lists) and knows defaults; every attribute that
 * is passed all the same costs 0.7 µs.
 */

function makeArithmetic({ attributes, run, int, scalar, filled }: NativeSession): Arithmetic {
  const binary =
    (name: string) =>
    (a: Value, b: Value): Value =>
      run(name, [], [a, b]);
  const unary =
    (name: string) =>
    (a: Value): Value =>
      run(name, [], [a]);
  const flags = (first: string, second: string): Attribute[][] =>
    [0, 1, 2, 3].map((bits) => [
      ...(bits & 1 ? [attributes.flag(first, true)] : []),
      ...(bits & 2 ? [attributes.flag(second, true)] : []),
    ]);
  const [flat, batch] = [flags('transpose_a', 'transpose_b'), flags('adj_x', 'adj_y')];
  const keep = [attributes.flag('keep_dims', true)];
  const [add, multiply, inverseRoot] = [binary('AddV2'), binary('Mul'), unary('Rsqrt')];
  return {
    add,
    subtract: binary('Sub'),
    multiply,
    scale: (a, factor) => multiply(a, scalar(factor)),
    matMul: (a, b, transposeA = false, transposeB = false) => {
      const bits = Number(transposeA) + 2 * Number(transposeB);
      return a.shape.length === 2
        ? run('MatMul', flat[bits], [a, b])
        : run('BatchMatMulV2', batch[bits], [a, b]);
    },
    addBias: binary('BiasAdd'),
    sumRows: unary('BiasAddGrad'),
    // A product with 1 / n in every place is faster than the reduction.
    meanColumns: (a) => run('MatMul', [], [a, filled(1 / a.shape[1], a.shape[1], 1)]),
    sum: (a, axis, keepDims) => run('Sum', keepDims ? keep : [], [a, int(axis)]),
    sigmoid: unary('Sigmoid'),
    relu: unary('Relu'),
    reluGradient: binary('ReluGrad'),
    minimum: binary('Minimum'),
    sign: unary('Sign'),
    tanh: unary('Tanh'),
    tanhGradient: (gradient, output) => run('TanhGrad', [], [output, gradient]),
    softmax: unary('Softmax'),
    inverseRoot: (a, epsilon) => inverseRoot(add(a, scalar(epsilon))),
  };
}

function makeMoving({ attributes, run, runMany, ints, int }: NativeSession): Moving {
  const { type, integer } = attributes;
  const float = type('T', 'float');
  const concat = [float, type('Tidx', 'int')];
  return {
    reshape: (a, shape) => run('Reshape', [], [a, ints(shape)]),
    transpose: (a, order) => run('Transpose', [], [a, ints(order)]),
    reverse: (a) => run('ReverseV2', [], [a, ints([0])]),
    concat: (parts, axis) =>
      run('ConcatV2', [...concat, integer('N', parts.length)], [...parts, int(axis)]),
    split: (a, sizes, axis) => {
      const split = [integer('num_split', sizes.length)];
      return runMany('SplitV', split, [a, ints(sizes), int(axis)], sizes.length);
    },
    stack: (parts) => run('Pack', [float, integer('N', parts.length)], parts),
    unstack: (a) => runMany('Unpack', [integer('num', a.shape[0])], [a], a.shape[0]),
    slice: (a, axis, from, length) => {
      const size = a.shape.map((whole, i) => (i === axis ? length : whole));
      return run(
        'Slice',
        [],
        [a, ints(a.shape.map((_, i) => (i === axis ? from : 0))), ints(size)],
      );
    },
    pad: (a, axis, before, after) => {
      const zeros = a.shape.flatMap((_, i) => (i === axis ? [before, after] : [0, 0]));
      return run('Pad', [], [a, ints(zeros, [a.shape.length, 2])]);
    },
    gather: (a, indices, axis) => run('GatherV2', [], [a, indices, int(axis)]),
    piece: (a, start, offset, length) =>
      run('Slice', [], [a, run('AddV2', [], [start, ints([offset])]), ints([length])]),
  };
}

type Pooling = Pick<Kernels, 'maxPool' | 'maxPoolGradient'>;

/** TensorFlow pools pictures: ours are one pixel high. */
function makePooling({ attributes, run, ints }: NativeSession): Pooling {
  const { integers, text } = attributes;
  const along = (size: number): Attribute[] => [
    integers('ksize', [1, 1, size, 1]),
    integers('strides', [1, 1, size, 1]),
    text('padding', 'VALID'),
  ];
  const toPicture = (a: Value): Value => {
    const [batch, time, channels] = a.shape;
    return run('Reshape', [], [a, ints([batch, 1, time, channels])]);
  };
  const toBars = (a: Value): Value => {
    const [batch, , time, channels] = a.shape;
    return run('Reshape', [], [a, ints([batch, time, channels])]);
  };
  return {
    maxPool: (a, size) => toBars(run('MaxPool', along(size), [toPicture(a)])),
    maxPoolGradient: (gradient, a, output, size) => {
      const pictures = [a, output, gradient].map(toPicture);
      return toBars(run('MaxPoolGrad', along(size), pictures));
    },
  };
}
