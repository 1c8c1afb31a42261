import { z } from 'zod';
import { assert } from '#main/lib/assert.ts';
import { AppError } from '#shared/errors.ts';
import { TREE_LOSSES, treeSettingsSchema } from '#shared/trees.ts';
import type { TreeLoss, TreeSettings } from '#shared/trees.ts';
import { isIntact, writeHead } from '../modelHead.ts';
import type { PathContributions } from '../pathContributions.ts';
import { createForest, findLeaf, sumGains } from './forest.ts';
import type { Forest } from './forest.ts';
import { toPrediction } from './objective.ts';
import { treeContributions } from './treeContributions.ts';

export interface TreeHistory {
  trainLosses: number[];
  validLosses: number[];
  /** Trees that are kept: the round with the lowest validation loss, or the last one. */
  bestRound: number;
}

/** Trained trees. They hold plain numbers and need no backend. */
export interface TrainedTrees {
  readonly loss: TreeLoss;
  /** Columns of one row. */
  readonly width: number;
  readonly settings: TreeSettings;
  readonly history: TreeHistory;
  /** How much the splits on each column lowered the training loss, summed; 0 = not used. */
  readonly gains: Float64Array;
  /**
   * count × width, row-major, NaN = missing → one number a row: the probability of class 1, the value, or
   * a score whose order within a date is the ranking.
   */
  predict: (x: Float32Array, count: number) => Float32Array;
  /** What each column of one row adds to its prediction, against that of `origin`. */
  contributions: (row: Float32Array, origin: Float32Array) => PathContributions;
  toBytes: () => Uint8Array;
}

export interface TreeState {
  loss: TreeLoss;
  width: number;
  settings: TreeSettings;
  /** Score before the first tree. */
  baseline: number;
  history: TreeHistory;
  forest: Forest;
}

export function createTrainedTrees(state: TreeState): TrainedTrees {
  const { loss, width, settings, history, forest, baseline } = state;
  return {
    ...{ loss, width, settings, history },
    gains: sumGains(forest, width),
    predict: (x, count) => {
      assert(x.length === count * width, 'rows of the width the trees were trained on');
      const predictions = new Float32Array(count);
      for (let i = 0; i < count; i++) {
        let score = baseline;
        for (let tree = 0; tree + 1 < forest.starts.length; tree++) {
          score += forest.value[findLeaf(forest, tree, x, i * width)];
        }
        predictions[i] = toPrediction(loss, score);
      }
      return predictions;
    },
    contributions: (window, origin) =>
      treeContributions(forest, { window, origin }, baseline, (score) => toPrediction(loss, score)),
    toBytes: () => toBytes(state),
  };
}

const headerSchema = z.strictObject({
  version: z.literal(1),
  loss: z.enum(TREE_LOSSES),
  width: z.number().int().positive(),
  settings: treeSettingsSchema,
  baseline: z.number(),
  history: z.strictObject({
    trainLosses: z.array(z.number()),
    validLosses: z.array(z.number()),
    bestRound: z.number().int().positive(),
  }),
  trees: z.number().int().positive(),
  nodes: z.number().int().positive(),
  sha256: z.string().length(64),
});

const MAGIC = 'ZuoTtrees';
const HEAD_BYTES = MAGIC.length + 4;

/** The forest's arrays in the order of the file, each little-endian. */
const INTEGERS = ['starts', 'column', 'left', 'right'] as const;
const DOUBLES = ['threshold', 'value', 'gain'] as const;

const bodySize = (trees: number, nodes: number): number =>
  (trees + 1) * 4 + nodes * (3 * 4 + 3 * 8 + 1);

/** Magic word, length of the header (uint32, little-endian), header (JSON), the forest's arrays. */
function toBytes({ forest, ...state }: TreeState): Uint8Array {
  const trees = forest.starts.length - 1;
  const nodes = forest.column.length;
  const body = Buffer.alloc(bodySize(trees, nodes));
  let at = 0;
  for (const name of INTEGERS) for (const value of forest[name]) at = body.writeInt32LE(value, at);
  for (const name of DOUBLES) for (const value of forest[name]) at = body.writeDoubleLE(value, at);
  body.set(forest.isMissingLeft, at);
  const text = Buffer.from(writeHead({ version: 1, ...state, trees, nodes }, body));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(text.length);
  return new Uint8Array(Buffer.concat([Buffer.from(MAGIC), length, text, body]));
}

const mismatch = (why: string, cause?: unknown): AppError =>
  new AppError('MODEL_MISMATCH', `The stored trees cannot be used: ${why}.`, { why }, cause);

/** Reads what `toBytes` wrote; throws MODEL_MISMATCH on anything else. */
export function loadTrees(bytes: Uint8Array): TrainedTrees {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length < HEAD_BYTES || buffer.toString('latin1', 0, MAGIC.length) !== MAGIC) {
    throw mismatch('they are no trees of this app');
  }
  const bodyAt = HEAD_BYTES + buffer.readUInt32LE(MAGIC.length);
  const text = buffer.toString('utf8', HEAD_BYTES, bodyAt);
  const header = readHeader(text);
  const { loss, width, settings, baseline, history, trees, nodes, sha256 } = header;
  const body = buffer.subarray(bodyAt);
  if (body.length !== bodySize(trees, nodes)) throw mismatch('they are cut short');
  if (!isIntact(text, body, sha256)) throw mismatch('they are damaged');
  const forest = readForest(body, trees, nodes);
  if (!isSound(forest, width)) throw mismatch('their nodes do not make trees');
  return createTrainedTrees({ loss, width, settings, baseline, history, forest });
}

function readHeader(text: string): z.infer<typeof headerSchema> {
  try {
    return headerSchema.parse(JSON.parse(text));
  } catch (error) {
    throw mismatch('their header is not readable by this version', error);
  }
}

function readForest(body: Buffer, trees: number, nodes: number): Forest {
  const forest = createForest(trees, nodes);
  let at = 0;
  for (const name of INTEGERS) {
    for (let i = 0; i < forest[name].length; i++, at += 4) forest[name][i] = body.readInt32LE(at);
  }
  for (const name of DOUBLES) {
    for (let i = 0; i < nodes; i++, at += 8) forest[name][i] = body.readDoubleLE(at);
  }
  forest.isMissingLeft.set(body.subarray(at));
  return forest;
}

/** Every walk from a root ends in a leaf with a finite value: children follow their parent in its tree. */
function isSound({ starts, column, left, right, value }: Forest, width: number): boolean {
  if (starts[0] !== 0 || starts.at(-1) !== column.length) return false;
  for (let tree = 0; tree + 1 < starts.length; tree++) {
    const end = starts[tree + 1];
    if (end <= starts[tree]) return false;
    for (let node = starts[tree]; node < end; node++) {
      const isInside = (child: number): boolean => child > node && child < end;
      const isLeaf = column[node] === -1;
      if (isLeaf ? !Number.isFinite(value[node]) : column[node] < 0 || column[node] >= width) {
        return false;
      }
      if (!isLeaf && !(isInside(left[node]) && isInside(right[node]))) return false;
    }
  }
  return true;
}
