import type { Attribute, OpOutput, TensorflowBinding } from './binding.ts';
import type { Value } from './kernels.ts';
import { assert } from '#main/lib/assert.ts';
import { bytesField, floatField, integerField, messageField, textField } from './protobuf.ts';
import type { Field } from './protobuf.ts';

export interface RecordedOp {
  name: string;
  attributes: readonly Attribute[];
  inputs: readonly Value[];
  outputs: readonly OpOutput[];
}

/** Operations in the order in which they ran, and the constants that were uploaded between them. */
export interface Recording {
  ops: RecordedOp[];
  constants: Map<Value, Float32Array | Int32Array>;
}

export interface SavedGraph {
  /** A SavedModel without variables: tensorflow/core/protobuf/saved_model.proto. */
  bytes: Buffer;
  /** Names of the inputs and of the outputs, as the addon wants them. */
  inputs: string;
  outputs: string;
}

export const GRAPH_TAG = 'run';
/** Any version that still knows every operation in use; later ones only take old behaviour away. */
const PRODUCER = 1087;
const RESOURCE = 20;

/**
 * An operation that runs by itself infers its types, one in a graph has to name them: attribute →
 * which input it is the type of, the last one as −1. `T` of the first where nothing is said.
 */
const TYPED_BY: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  AssignVariableOp: { dtype: 1 },
  BlockLSTMGradV2: { T: 1 },
  BlockLSTMV2: { T: 1 },
  Cast: { SrcT: 0 },
  ConcatV2: {},
  GatherV2: { Tparams: 0, Tindices: 1, Taxis: 2 },
  Pad: { T: 0, Tpaddings: 1 },
  ReadVariableOp: {},
  Reshape: { T: 0, Tshape: 1 },
  ResourceApplyAdam: { T: -1 },
  ResourceApplyGradientDescent: { T: -1 },
  ResourceApplyRMSProp: { T: -1 },
  ReverseV2: { T: 0, Tidx: 1 },
  Slice: { T: 0, Index: 1 },
  SplitV: { T: 0, Tlen: 1 },
  Sum: { T: 0, Tidx: 1 },
  Transpose: { T: 0, Tperm: 1 },
  VarHandleOp: {},
};

function dtypeOf(value: Value): number {
  assert('dtype' in value && typeof value.dtype === 'number', 'a tensor of native TensorFlow');
  return value.dtype;
}

/** The recorded way from inputs to outputs as a graph; what does not lead there is left out. */
export function toSavedGraph(
  binding: TensorflowBinding,
  { ops, constants }: Recording,
  inputs: readonly Value[],
  outputs: readonly Value[],
): SavedGraph {
  const makers = new Map<Value, { op: RecordedOp; place: number }>(
    ops.flatMap((op) => op.outputs.map((output, place) => [output, { op, place }] as const)),
  );
  const before = orderByResource(ops);
  const nodes: Field[] = [];
  const names = new Map<Value, string>();
  const opNames = new Map<RecordedOp, string>();
  const addNode = (prefix: string, op: string, ...fields: Field[]): string => {
    const name = `${prefix}${nodes.length}`;
    nodes.push(messageField(1, textField(1, name), textField(2, op), ...fields));
    return name;
  };
  const nameOp = (op: RecordedOp): string => {
    const known = opNames.get(op);
    if (known) return known;
    const from = op.inputs.map(nameValue);
    const after = (before.get(op) ?? []).map((other) => `^${nameOp(other)}`);
    const fields = [...from, ...after].map((name) => textField(3, name));
    const name = addNode('op', op.name, ...fields, ...attributeFields(binding, op));
    opNames.set(op, name);
    return name;
  };
  const nameValue = (value: Value): string => {
    const known = names.get(value);
    if (known) return known;
    const maker = makers.get(value);
    const name = maker
      ? `${nameOp(maker.op)}:${maker.place}`
      : `${addNode('constant', 'Const', ...constantFields(value, constants.get(value)))}:0`;
    names.set(value, name);
    return name;
  };
  for (const input of inputs) {
    const dtype = attributeField('dtype', integerField(6, dtypeOf(input)));
    names.set(input, `${addNode('input', 'Placeholder', dtype)}:0`);
  }
  const found = outputs.map(nameValue);
  const graph = [...nodes, messageField(4, integerField(1, PRODUCER))];
  const meta = [messageField(1, textField(4, GRAPH_TAG)), messageField(2, ...graph)];
  return {
    bytes: Buffer.concat([integerField(1, 1), messageField(2, ...meta)]),
    inputs: inputs.map(nameValue).join(),
    outputs: found.join(),
  };
}

/** What touches a variable waits for what touched it before: a graph knows no other order. */
function orderByResource(ops: readonly RecordedOp[]): Map<RecordedOp, RecordedOp[]> {
  const latest = new Map<Value, RecordedOp>();
  return new Map(
    ops.map((op) => {
      const handles = op.inputs.filter((input) => dtypeOf(input) === RESOURCE);
      const earlier = new Set(handles.flatMap((handle) => latest.get(handle) ?? []));
      for (const handle of handles) latest.set(handle, op);
      return [op, [...earlier]];
    }),
  );
}

const attributeField = (name: string, value: Field): Field =>
  messageField(5, textField(1, name), bytesField(2, value));

function attributeFields(binding: TensorflowBinding, op: RecordedOp): Field[] {
  const given = new Set(op.attributes.map(({ name }) => name));
  const inferred = Object.entries(TYPED_BY[op.name] ?? { T: 0 })
    .filter(([name]) => !given.has(name))
    .map(([name, at]) => attributeField(name, integerField(6, dtypeOf(op.inputs.at(at)!))));
  const stated = op.attributes.map((attribute) =>
    attributeField(attribute.name, attributeValue(binding, attribute)),
  );
  return [...inferred, ...stated];
}

function attributeValue(binding: TensorflowBinding, { type, value }: Attribute): Field {
  if (typeof value === 'boolean') return integerField(5, Number(value));
  if (typeof value === 'string') return textField(2, value);
  if (typeof value !== 'number') {
    return type === binding.TF_ATTR_SHAPE
      ? shapeField(7, value)
      : messageField(1, ...value.map((item) => integerField(3, item)));
  }
  if (type === binding.TF_ATTR_FLOAT) return floatField(4, value);
  return integerField(type === binding.TF_ATTR_TYPE ? 6 : 3, value);
}

const shapeField = (number: number, shape: readonly number[]): Field =>
  messageField(number, ...shape.map((length) => messageField(2, integerField(1, length))));

function constantFields(value: Value, data: Float32Array | Int32Array | undefined): Field[] {
  assert(data, 'a tensor made while recording, or kept');
  const dtype = dtypeOf(value);
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const tensor = messageField(
    8,
    integerField(1, dtype),
    shapeField(2, value.shape),
    bytesField(4, bytes),
  );
  return [attributeField('dtype', integerField(6, dtype)), attributeField('value', tensor)];
}
