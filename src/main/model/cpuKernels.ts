import type * as Tensorflow from '@tensorflow/tfjs';
import type { Tensor } from '@tensorflow/tfjs';
import { assert } from '#main/lib/assert.ts';
import { addProduct, transposed } from './cpuLinear.ts';
import { lstmBackward, lstmForward, lstmInputGradient } from './cpuLstm.ts';
import type { LstmSize } from './cpuLstm.ts';
import { poolBackward, poolForward } from './cpuPool.ts';
import { createCpuOptimize } from './cpuOptimizer.ts';
import type { CpuMemory } from './cpuOptimizer.ts';
import type { Kernels, Value } from './kernels.ts';
import { createScopes } from './scopes.ts';

export type Tfjs = typeof Tensorflow;

interface CpuTools extends CpuMemory {
  tf: Tfjs;
  tensorOf: (value: Value) => Tensor;
  track: (tensor: Tensor) => Value;
}

/** Kernels of TensorFlow.js on its JavaScript backend, in plain loops where those are faster. */
export function createCpuKernels(tf: Tfjs): Kernels {
  const isTensor = (value: Value): value is Tensor => value instanceof tf.Tensor;
  const tensorOf = (value: Value): Tensor => {
    assert(isTensor(value), 'a tensor of TensorFlow.js');
    return value;
  };
  const scopes = createScopes<Value>((value) => tensorOf(value).dispose());
  const dataOf = (value: Value): Float32Array => {
    const data = tensorOf(value).dataSync();
    assert(data instanceof Float32Array, 'float32 values');
    return data;
  };
  const upload: Kernels['upload'] = (data, shape) => scopes.track(tf.tensor(data, [...shape]));
  const tools: CpuTools = { tf, tensorOf, dataOf, upload, track: scopes.track };
  return {
    upload,
    download: (value) => dataOf(value).slice(),
    optimize: createCpuOptimize(tools),
    ...makeArithmetic(tools),
    ...makeMoving(tools),
    ...makePooling(tools),
    ...makeLstm(tools),
    program: (_, work) => work,
    release: (value) => {
      if (scopes.forget(value)) tensorOf(value).dispose();
    },
    scope: scopes.scope,
    dispose: scopes.freeAll,
  };
}

function makeArithmetic({ tf, tensorOf, dataOf, upload, track }: CpuTools) {
  const unary =
    (operation: (a: Tensor) => Tensor) =>
    (a: Value): Value =>
      track(operation(tensorOf(a)));
  const binary =
    (operation: (a: Tensor, b: Tensor) => Tensor) =>
    (a: Value, b: Value): Value =>
      track(operation(tensorOf(a), tensorOf(b)));
  const multiplyFlat = (a: Value, b: Value, transposeA: boolean, transposeB: boolean): Value => {
    const [rowsA, columnsA] = a.shape;
    const [rowsB, columnsB] = b.shape;
    const left = transposeA ? transposed(dataOf(a), rowsA, columnsA) : dataOf(a);
    const right = transposeB ? transposed(dataOf(b), rowsB, columnsB) : dataOf(b);
    const [m, k] = transposeA ? [columnsA, rowsA] : [rowsA, columnsA];
    const n = transposeB ? rowsB : columnsB;
    const out = new Float32Array(m * n);
    addProduct(left, right, out, [m, k, n]);
    return upload(out, [m, n]);
  };
  const add = binary(tf.add);
  return {
    add,
    subtract: binary(tf.sub),
    multiply: binary(tf.mul),
    scale: (a, factor) => track(tf.mul(tensorOf(a), factor)),
    matMul: (a, b, transposeA = false, transposeB = false) =>
      a.shape.length === 2
        ? multiplyFlat(a, b, transposeA, transposeB)
        : track(tf.matMul(tensorOf(a), tensorOf(b), transposeA, transposeB)),
    addBias: add,
    sumRows: (a) =>
      track(
        tf.sum(
          tensorOf(a),
          a.shape.slice(1).map((_, axis) => axis),
        ),
      ),
    sum: (a, axis, keepDims) => track(tf.sum(tensorOf(a), axis, keepDims)),
    meanColumns: (a) => track(tf.mean(tensorOf(a), 1, true)),
    sigmoid: unary(tf.sigmoid),
    relu: unary(tf.relu),
    reluGradient: binary((gradient, output) => tf.tidy(() => tf.mul(gradient, tf.step(output)))),
    minimum: binary(tf.minimum),
    sign: unary(tf.sign),
    tanh: unary(tf.tanh),
    tanhGradient: binary((gradient, output) =>
      tf.tidy(() => tf.mul(gradient, tf.sub(1, tf.square(output)))),
    ),
    softmax: unary((a) => tf.softmax(a)),
    inverseRoot: (a, epsilon) => track(tf.tidy(() => tf.rsqrt(tf.add(tensorOf(a), epsilon)))),
  } satisfies Partial<Kernels>;
}

function makeMoving({ tf, tensorOf, track }: CpuTools) {
  const tensorsOf = (values: readonly Value[]): Tensor[] => values.map(tensorOf);
  return {
    reshape: (a, shape) => track(tf.reshape(tensorOf(a), [...shape])),
    transpose: (a, order) => track(tf.transpose(tensorOf(a), [...order])),
    reverse: (a) => track(tf.reverse(tensorOf(a), 0)),
    concat: (parts, axis) => track(tf.concat(tensorsOf(parts), axis)),
    split: (a, sizes, axis) => tf.split(tensorOf(a), [...sizes], axis).map(track),
    stack: (parts) => track(tf.stack(tensorsOf(parts))),
    unstack: (a) => tf.unstack(tensorOf(a)).map(track),
    slice: (a, axis, from, length) => {
      const begin = a.shape.map((_, i) => (i === axis ? from : 0));
      const size = a.shape.map((whole, i) => (i === axis ? length : whole));
      return track(tf.slice(tensorOf(a), begin, size));
    },
    pad: (a, axis, before, after) => {
      const zeros = a.shape.map((_, i): [number, number] =>
        i === axis ? [before, after] : [0, 0],
      );
      return track(tf.pad(tensorOf(a), zeros));
    },
    gather: (a, indices, axis) =>
      track(tf.tidy(() => tf.gather(tensorOf(a), tensorOf(indices).as1D(), axis))),
    piece: (a, start, offset, length) =>
      track(tf.slice(tensorOf(a), [tensorOf(start).dataSync()[0] + offset], [length])),
  } satisfies Partial<Kernels>;
}

function makePooling({ dataOf, upload }: CpuTools) {
  return {
    maxPool: (a, size) => {
      const [batch, time, channels] = a.shape;
      const shape = [batch, Math.floor(time / size), channels];
      return upload(poolForward(dataOf(a), [batch, time, channels], size), shape);
    },
    maxPoolGradient: (gradient, a, output, size) => {
      const [batch, time, channels] = a.shape;
      const parts = { gradient: dataOf(gradient), a: dataOf(a), output: dataOf(output) };
      return upload(poolBackward(parts, [batch, time, channels], size), a.shape);
    },
  } satisfies Partial<Kernels>;
}

function makeLstm({ dataOf, upload }: CpuTools) {
  const measure = (x: Value, bias: Value): LstmSize => {
    const [time, batch, input] = x.shape;
    return { time, batch, input, hidden: bias.shape[0] / 4 };
  };
  return {
    lstm: (x, weight, bias) => {
      const size = measure(x, bias);
      const trace = lstmForward(dataOf(x), dataOf(weight), dataOf(bias), size);
      const { time, batch, hidden } = size;
      const gates = upload(trace.gates, [time, batch, 4 * hidden]);
      const cells = upload(trace.cells, [time, batch, hidden]);
      const output = upload(trace.hidden, [time, batch, hidden]);
      return { hidden: output, saved: [gates, cells] };
    },
    lstmGradient: (x, weight, bias, { hidden, saved }, gradient) => {
      const [gates, cells] = saved.map(dataOf);
      const trace = { gates, cells, hidden: dataOf(hidden) };
      const size = measure(x, bias);
      const out = lstmBackward(dataOf(x), dataOf(weight), trace, dataOf(gradient), size);
      return {
        weight: upload(out.weight, weight.shape),
        bias: upload(out.bias, bias.shape),
        input: () => upload(lstmInputGradient(dataOf(weight), out.gates, size), x.shape),
      };
    },
  } satisfies Partial<Kernels>;
}
