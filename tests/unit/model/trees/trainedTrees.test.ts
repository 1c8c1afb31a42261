import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { loadTrees } from '#main/model/trees/trainedTrees.ts';
import { makeRows, rankedRows, side, train, value } from './treeSamples.ts';

const mismatch: unknown = expect.objectContaining({ code: 'MODEL_MISMATCH' });
const load = (bytes: Uint8Array) => () => loadTrees(bytes);

/** The file with bytes of its trees changed and its checksum made to fit. */
function forge(bytes: Uint8Array, change: (body: Buffer) => void): Uint8Array {
  const copy = Buffer.from(bytes);
  const bodyAt = 13 + copy.readUInt32LE(9);
  const body = copy.subarray(bodyAt);
  const sha = (): string => createHash('sha256').update(body).digest('hex');
  const before = sha();
  change(body);
  copy.write(copy.toString('latin1', 13, bodyAt).replace(before, sha()), 13, 'latin1');
  return new Uint8Array(copy);
}

describe('stored trees', () => {
  it.each([
    ['crossEntropy', makeRows(side)],
    ['squaredError', makeRows(value)],
    ['ranking', rankedRows(20, 30)],
  ] as const)('of %s predict the same when loaded, and store the same', async (loss, rows) => {
    const trees = await train({ loss, train: rows });
    const bytes = trees.toBytes();
    const loaded = loadTrees(bytes);
    const { x, count } = makeRows(value, { seed: 8 });
    expect(loaded.predict(x, count)).toEqual(trees.predict(x, count));
    expect(loaded.toBytes()).toEqual(bytes);
    const { settings, history, width, gains } = trees;
    expect(loaded).toMatchObject({ loss, settings, history, width });
    expect(loaded.gains).toEqual(gains);
  });

  it('are refused when they are something else, cut, changed, or of an unknown version', async () => {
    const bytes = (await train({ loss: 'crossEntropy', train: makeRows(side) })).toBytes();
    expect(load(new Uint8Array(0))).toThrow(mismatch);
    expect(load(new TextEncoder().encode('ZuoTmodel and then something else'))).toThrow(mismatch);
    for (const length of [9, 12, 13, 60, bytes.length - 1]) {
      expect(load(bytes.subarray(0, length))).toThrow(mismatch);
    }
    const changed = bytes.slice();
    changed[changed.length - 2] ^= 1;
    expect(load(changed)).toThrow(mismatch);
    const newer = Buffer.from(
      Buffer.from(bytes).toString('latin1').replace('"version":1', '"version":2'),
      'latin1',
    );
    expect(load(newer)).toThrow(mismatch);
  });

  it('are refused when their nodes lead in a circle, out of the tree or to an unknown column', async () => {
    const { toBytes, history } = await train({ loss: 'squaredError', train: makeRows(value) });
    const bytes = toBytes();
    const columnAt = (history.bestRound + 1) * 4;
    expect(load(forge(bytes, () => undefined))).not.toThrow();
    expect(load(forge(bytes, (body) => body.writeInt32LE(5, columnAt)))).toThrow(mismatch);
    expect(load(forge(bytes, (body) => body.writeInt32LE(-2, columnAt)))).toThrow(mismatch);
    expect(load(forge(bytes, (body) => body.writeInt32LE(3, 0)))).toThrow(mismatch);
    const nodes = (bytes.length - 13 - Buffer.from(bytes).readUInt32LE(9) - columnAt) / 37;
    const leftAt = columnAt + nodes * 4;
    expect(load(forge(bytes, (body) => body.writeInt32LE(0, leftAt)))).toThrow(mismatch);
    expect(load(forge(bytes, (body) => body.writeInt32LE(1e6, leftAt)))).toThrow(mismatch);
  });

  it('are read from anywhere in a larger buffer', async () => {
    const bytes = (await train({ loss: 'squaredError', train: makeRows(value) })).toBytes();
    const larger = new Uint8Array(bytes.length + 9);
    larger.set(bytes, 5);
    expect(loadTrees(larger.subarray(5, 5 + bytes.length)).toBytes()).toEqual(bytes);
  });
});
