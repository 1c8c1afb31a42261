/** An attribute of a TensorFlow operation, as tfjs-node's addon takes it. */
export interface Attribute {
  readonly name: string;
  readonly type: number;
  readonly value: number | boolean | string | readonly number[];
}

export interface OpOutput {
  readonly id: number;
  readonly shape: readonly number[];
  readonly dtype: number;
}

const TYPE_NAMES = [
  'TF_FLOAT',
  'TF_INT32',
  'TF_INT64',
  'TF_ATTR_TYPE',
  'TF_ATTR_BOOL',
  'TF_ATTR_INT',
  'TF_ATTR_FLOAT',
  'TF_ATTR_STRING',
  'TF_ATTR_SHAPE',
] as const;

/** The part of tfjs-node's addon that we call. Tensors are numbers; every one has to be deleted. */
export type TensorflowBinding = Readonly<Record<(typeof TYPE_NAMES)[number], number>> & {
  /** May keep using the array's memory: do not write to it while the tensor lives. */
  createTensor: (
    shape: readonly number[],
    dtype: number,
    values: Float32Array | Int32Array,
  ) => number;
  deleteTensor: (id: number) => void;
  tensorDataSync: (id: number) => Float32Array;
  executeOp: (
    name: string,
    attributes: readonly Attribute[],
    inputs: readonly number[],
    outputCount: number,
  ) => OpOutput[];
  /** Loads a graph from a folder; to be deleted. */
  loadSavedModel: (folder: string, tags: string) => number;
  deleteSavedModel: (id: number) => void;
  /** Names of inputs and outputs are joined by commas. */
  runSavedModel: (
    id: number,
    inputs: readonly number[],
    inputNames: string,
    outputNames: string,
  ) => OpOutput[];
  getNumOfTensors: () => number;
  TF_Version: string;
};

const FUNCTION_NAMES = [
  'createTensor',
  'deleteTensor',
  'tensorDataSync',
  'executeOp',
  'loadSavedModel',
  'deleteSavedModel',
  'runSavedModel',
  'getNumOfTensors',
];

export function isBinding(value: unknown): value is TensorflowBinding {
  if (typeof value !== 'object' || value === null) return false;
  const fields = new Map<string, unknown>(
    [...TYPE_NAMES, ...FUNCTION_NAMES].map((name) => [name, Reflect.get(value, name)]),
  );
  return (
    TYPE_NAMES.every((name) => typeof fields.get(name) === 'number') &&
    FUNCTION_NAMES.every((name) => typeof fields.get(name) === 'function')
  );
}
