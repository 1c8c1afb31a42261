import type { TensorflowBinding } from './binding.ts';
import type { Kernels, Value } from './kernels.ts';
import { createNativeLstm } from './nativeLstm.ts';
import { createNativeParameters } from './nativeParameters.ts';
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
  | 'mean'
  | 'sigmoid'
  | 'relu'
  | 'reluGradient'
  | 'softmax'
  | 'inverseRoot'
>;
type Moving = Pick<
  Kernels,
  'reshape' | 'transpose' | 'reverse' | 'concat' | 'split' | 'stack' | 'unstack' | 'gather'
>;

/** Kernels of native TensorFlow: 5 µs a call and the arithmetic itself. */
export function createNativeKernels(binding: TensorflowBinding): Kernels {
  const session = createNativeSession(binding);
  return {
    upload: session.upload,
    download: session.download,
    createParameters: (weights, adam) => createNativeParameters(session, weights, adam),
    ...makeArithmetic(session),
    ...makeMoving(session),
    ...createNativeLstm(session),
    scope: session.scope,
    dispose: session.dispose,
  };
}

function makeArithmetic({ attributes, run, int, scalar }: NativeSession): Arithmetic {
  const float = attributes.type('T', 'float');
  const plain = [float];
  const binary =
    (name: string) =>
    (a: Value, b: Value): Value =>
      run(name, plain, [a, b]);
  const unary =
    (name: string) =>
    (a: Value): Value =>
      run(name, plain, [a]);
  const rows = [float, attributes.text('data_format', 'NHWC')];
  const [dropped, kept] = [false, true].map((keepDims) => [
    float,
    attributes.type('Tidx', 'int'),
    attributes.flag('keep_dims', keepDims),
  ]);
  const reduce =
    (name: string) =>
    (a: Value, axis: number, keepDims: boolean): Value =>
      run(name, keepDims ? kept : dropped, [a, int(axis)]);
  const multiplications = [false, true].map((transposeA) =>
    [false, true].map((transposeB) => ({
      flat: [
        float,
        attributes.flag('transpose_a', transposeA),
        attributes.flag('transpose_b', transposeB),
      ],
      batch: [float, attributes.flag('adj_x', transposeA), attributes.flag('adj_y', transposeB)],
    })),
  );
  const [add, inverseRoot] = [binary('AddV2'), unary('Rsqrt')];
  return {
    add,
    subtract: binary('Sub'),
    multiply: binary('Mul'),
    scale: (a, factor) => run('Mul', plain, [a, scalar(factor)]),
    matMul: (a, b, transposeA = false, transposeB = false) => {
      const { flat, batch } = multiplications[Number(transposeA)][Number(transposeB)];
      const isFlat = a.shape.length === 2;
      return run(isFlat ? 'MatMul' : 'BatchMatMulV2', isFlat ? flat : batch, [a, b]);
    },
    addBias: (a, bias) => run('BiasAdd', rows, [a, bias]),
    sumRows: (a) => run('BiasAddGrad', rows, [a]),
    sum: reduce('Sum'),
    mean: reduce('Mean'),
    sigmoid: unary('Sigmoid'),
    relu: unary('Relu'),
    reluGradient: binary('ReluGrad'),
    softmax: unary('Softmax'),
    inverseRoot: (a, epsilon) => inverseRoot(add(a, scalar(epsilon))),
  };
}

function makeMoving({ attributes, run, runMany, ints, int, upload }: NativeSession): Moving {
  const { type, integer } = attributes;
  const float = type('T', 'float');
  const index = type('Tidx', 'int');
  const reshape = [float, type('Tshape', 'int')];
  const transpose = [float, type('Tperm', 'int')];
  const gather = [type('Tparams', 'float'), type('Tindices', 'int'), type('Taxis', 'int')];
  gather.push(integer('batch_dims', 0));
  return {
    reshape: (a, shape) => run('Reshape', reshape, [a, ints(shape)]),
    transpose: (a, order) => run('Transpose', transpose, [a, ints(order)]),
    reverse: (a) => run('ReverseV2', [float, index], [a, ints([0])]),
    concat: (parts, axis) =>
      run('ConcatV2', [float, index, integer('N', parts.length)], [...parts, int(axis)]),
    split: (a, sizes, axis) => {
      const split = [float, type('Tlen', 'int'), integer('num_split', sizes.length)];
      return runMany('SplitV', split, [a, ints(sizes), int(axis)], sizes.length);
    },
    stack: (parts) => run('Pack', [float, integer('N', parts.length), integer('axis', 0)], parts),
    unstack: (a) => {
      const count = a.shape[0];
      return runMany('Unpack', [float, integer('num', count), integer('axis', 0)], [a], count);
    },
    gather: (a, indices, axis) =>
      run('GatherV2', gather, [a, upload(indices, [indices.length]), int(axis)]),
  };
}
