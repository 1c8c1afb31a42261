import { assert } from '#main/lib/assert.ts';
import type { Attribute, OpOutput, TensorflowBinding } from './binding.ts';
import { sizeOf } from './kernels.ts';
import type { Value } from './kernels.ts';
import { createScopes } from './scopes.ts';

/** Runs TensorFlow operations one by one and deletes what they made. */
export interface NativeSession {
  readonly attributes: AttributeMakers;
  run: (name: string, attributes: readonly Attribute[], inputs: readonly Value[]) => Value;
  runMany: (
    name: string,
    attributes: readonly Attribute[],
    inputs: readonly Value[],
    count: number,
  ) => Value[];
  upload: (data: Float32Array | Int32Array, shape: readonly number[]) => Value;
  download: (value: Value) => Float32Array;
  /** Deletes one tensor before its scope ends. */
  release: (value: Value) => void;
  /** Kept until `dispose`, made once for equal contents. */
  ints: (values: readonly number[], shape?: readonly number[]) => Value;
  int: (value: number) => Value;
  scalar: (value: number) => Value;
  filled: (value: number, ...shape: number[]) => Value;
  onDispose: (cleanup: () => void) => void;
  /** Kept until `dispose`. */
  keep: (make: () => Value) => Value;
  scope: (work: () => readonly Value[]) => readonly Value[];
  dispose: () => void;
}

interface AttributeMakers {
  type: (name: string, kind: 'float' | 'int' | 'long') => Attribute;
  flag: (name: string, value: boolean) => Attribute;
  integer: (name: string, value: number) => Attribute;
  integers: (name: string, value: readonly number[]) => Attribute;
  text: (name: string, value: string) => Attribute;
  shape: (name: string, value: readonly number[]) => Attribute;
}

const isOutput = (value: Value): value is OpOutput => 'id' in value;

function idOf(value: Value): number {
  assert(isOutput(value), 'a tensor of native TensorFlow');
  return value.id;
}

function makeAttributes(binding: TensorflowBinding): AttributeMakers {
  const kinds = { float: binding.TF_FLOAT, int: binding.TF_INT32, long: binding.TF_INT64 };
  return {
    type: (name, kind) => ({ name, type: binding.TF_ATTR_TYPE, value: kinds[kind] }),
    flag: (name, value) => ({ name, type: binding.TF_ATTR_BOOL, value }),
    integer: (name, value) => ({ name, type: binding.TF_ATTR_INT, value }),
    integers: (name, value) => ({ name, type: binding.TF_ATTR_INT, value }),
    text: (name, value) => ({ name, type: binding.TF_ATTR_STRING, value }),
    shape: (name, value) => ({ name, type: binding.TF_ATTR_SHAPE, value }),
  };
}

export function createNativeSession(binding: TensorflowBinding): NativeSession {
  const scopes = createScopes<Value>((value) => binding.deleteTensor(idOf(value)));
  const constants = new Map<string, Value>();
  const cleanups: (() => void)[] = [];

  const runMany: NativeSession['runMany'] = (name, attributes, inputs, count) => {
    const outputs = binding.executeOp(name, attributes, inputs.map(idOf), count);
    for (const output of outputs) scopes.track(output);
    return outputs;
  };
  const upload: NativeSession['upload'] = (data, shape) => {
    const dtype = data instanceof Float32Array ? binding.TF_FLOAT : binding.TF_INT32;
    const output: OpOutput = { id: binding.createTensor(shape, dtype, data), shape, dtype };
    return scopes.track(output);
  };
  const keep: NativeSession['keep'] = (make) => {
    const value = make();
    scopes.forget(value);
    cleanups.push(() => binding.deleteTensor(idOf(value)));
    return value;
  };
  const constant = (key: string, make: () => Value): Value => {
    const kept = constants.get(key) ?? keep(make);
    constants.set(key, kept);
    return kept;
  };

  return {
    attributes: makeAttributes(binding),
    run: (name, attributes, inputs) => runMany(name, attributes, inputs, 1)[0],
    runMany,
    upload,
    download: (value) => binding.tensorDataSync(idOf(value)),
    release: (value) => {
      if (scopes.forget(value)) binding.deleteTensor(idOf(value));
    },
    keep,
    ints: (values, shape = [values.length]) =>
      constant(`ints ${values.join()} ${shape.join()}`, () =>
        upload(Int32Array.from(values), shape),
      ),
    int: (value) => constant(`int ${value}`, () => upload(Int32Array.of(value), [])),
    scalar: (value) => constant(`scalar ${value}`, () => upload(Float32Array.of(value), [])),
    filled: (value, ...shape) =>
      constant(`filled ${value} ${shape.join()}`, () =>
        upload(new Float32Array(sizeOf(shape)).fill(value), shape),
      ),
    onDispose: (cleanup) => void cleanups.push(cleanup),
    scope: scopes.scope,
    dispose: () => {
      scopes.freeAll();
      for (const cleanup of cleanups.splice(0).reverse()) cleanup();
      constants.clear();
    },
  };
}
