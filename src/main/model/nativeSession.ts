import { assert } from '#main/lib/assert.ts';
import type { Attribute, OpOutput, TensorflowBinding } from './binding.ts';
import { toSavedGraph } from './graphDef.ts';
import { sizeOf } from './kernels.ts';
import type { Program, Value } from './kernels.ts';
import type { Programs } from './nativeProgram.ts';
import { createRecorder } from './recorder.ts';
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
  /** Kept until `dispose`. */
  keep: (make: () => Value) => Value;
  scope: (work: () => readonly Value[]) => readonly Value[];
  program: (name: string, work: Program) => Program;
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

export function createNativeSession(binding: TensorflowBinding, programs: Programs): NativeSession {
  const scopes = createScopes<Value>((value) => binding.deleteTensor(idOf(value)));
  const recorder = createRecorder();
  const cleanups: (() => void)[] = [];

  const runMany: NativeSession['runMany'] = (name, attributes, inputs, count) => {
    const outputs = binding.executeOp(name, attributes, inputs.map(idOf), count);
    for (const output of outputs) scopes.track(output);
    recorder.noteOp({ name, attributes, inputs, outputs });
    return outputs;
  };
  const upload: NativeSession['upload'] = (data, shape) => {
    const dtype = data instanceof Float32Array ? binding.TF_FLOAT : binding.TF_INT32;
    const output: OpOutput = { id: binding.createTensor(shape, dtype, data), shape, dtype };
    recorder.noteConstant(output, data);
    return scopes.track(output);
  };
  const keep: NativeSession['keep'] = (make) => {
    const value = recorder.always(make);
    scopes.forget(value);
    cleanups.push(() => binding.deleteTensor(idOf(value)));
    return value;
  };
  /** Runs the work op by op to learn what it does; its results are thrown away. */
  const learn = (name: string, work: Program, inputs: readonly Value[]): void => {
    scopes.scope(() => {
      const { result, recording } = recorder.record(() => work(inputs));
      programs.add(name, toSavedGraph(binding, recording, inputs, result));
      return [];
    });
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
    ...makeConstants(upload, keep),
    scope: scopes.scope,
    program: (name, work) => (inputs) => {
      if (!programs.has(name)) learn(name, work, inputs);
      return programs.run(name, inputs.map(idOf)).map(scopes.track);
    },
    dispose: () => {
      scopes.freeAll();
      for (const cleanup of cleanups.splice(0).reverse()) cleanup();
      recorder.clear();
    },
  };
}

/** Equal constants are made once. */
function makeConstants(
  upload: NativeSession['upload'],
  keep: NativeSession['keep'],
): Pick<NativeSession, 'ints' | 'int' | 'scalar' | 'filled'> {
  const constants = new Map<string, Value>();
  const constant = (key: string, make: () => Value): Value => {
    const kept = constants.get(key) ?? keep(make);
    constants.set(key, kept);
    return kept;
  };
  return {
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
  };
}
