import { describe, expect, it } from 'vitest';
import { describeBackend, memoryUsed, openBackend } from '#main/model/backend.ts';
import type { ModelSpec } from '#main/model/spec.ts';
import { trainClassifier } from '#main/model/train.ts';
import type { EpochRecord, TrainOptions } from '#main/model/train.ts';
import { loadModel } from '#main/model/trainedModel.ts';
import { makeSamples } from './samples.ts';

const SPECS: ModelSpec[] = [
  { kind: 'bilstm', hidden: 8 },
  { kind: 'transformer', heads: 2, layers: 2, feedForward: 16, dropout: 0.1 },
  { kind: 'logistic' },
  { kind: 'lstmAttention', hidden: 8, layers: 2, dense: 6, dropout: 0.1 },
  { kind: 'tcn', filters: 8, layers: 2, kernel: 2, dropout: 0.1 },
];

const optionsFor = (spec: ModelSpec, more: Partial<TrainOptions> = {}): TrainOptions => ({
  spec,
  train: makeSamples(200, 1),
  valid: makeSamples(50, 2),
  epochs: 3,
  batchSize: 32,
  learningRate: 1e-2,
  patience: 5,
  seed: 7,
  ...more,
});

const bytesOf = async (options: TrainOptions): Promise<Buffer> =>
  Buffer.from((await trainClassifier(options)).toBytes());

/** The same laws on either backend; each needs a process of its own. */
export function describeTraining(prefer: 'native' | 'cpu'): void {
  const { reason, isNative } = describeBackend({ prefer });
  if (prefer === 'native' && !isNative) {
    describe.skip(`training on the native backend (${reason})`, () => undefined);
    return;
  }
  describe.each(SPECS)(`training a $kind on the ${prefer} backend`, (spec) => {
    it('lowers the validation loss and keeps the best epoch', async () => {
      await openBackend({ prefer });
      const epochs: EpochRecord[] = [];
      const options = optionsFor(spec, { epochs: 8, onEpoch: (epoch) => epochs.push(epoch) });
      const model = await trainClassifier(options);
      const { validLosses, trainLosses, bestEpoch } = model.history;
      expect(epochs.map(({ epoch }) => epoch)).toEqual(validLosses.map((_, i) => i + 1));
      expect(epochs.map(({ trainLoss }) => trainLoss)).toEqual(trainLosses);
      expect(validLosses[bestEpoch - 1]).toBe(Math.min(...validLosses));
      if (spec.kind !== 'logistic') expect(Math.min(...validLosses)).toBeLessThan(0.6);
      const { x, y, count } = options.valid;
      const probabilities = model.predict(x, count);
      const loss = -y.reduce(
        (sum, label, i) => sum + Math.log(label ? probabilities[i] : 1 - probabilities[i]),
        0,
      );
      expect(loss / count).toBeCloseTo(Math.min(...validLosses), 5);
    });

    it('gives bit-identical weights for one seed and others for another', async () => {
      await openBackend({ prefer });
      const first = await bytesOf(optionsFor(spec));
      expect((await bytesOf(optionsFor(spec))).equals(first)).toBe(true);
      expect((await bytesOf(optionsFor(spec, { seed: 8 }))).equals(first)).toBe(false);
    });

    it('gives the same bits again when it is long enough to be made a program', async () => {
      await openBackend({ prefer });
      const options = optionsFor(spec, { train: makeSamples(90, 1), batchSize: 8, epochs: 6 });
      const first = await bytesOf(options);
      expect((await bytesOf(options)).equals(first)).toBe(true);
    });

    it('predicts the same bits after being stored and loaded', async () => {
      await openBackend({ prefer });
      const model = await trainClassifier(optionsFor(spec));
      const loaded = loadModel(model.toBytes());
      const { x, count } = makeSamples(30, 3);
      expect(loaded.predict(x, count)).toEqual(model.predict(x, count));
      expect(loaded.history).toEqual(model.history);
      expect(Buffer.from(loaded.toBytes()).equals(model.toBytes())).toBe(true);
    });
  });

  describe(`training on the ${prefer} backend`, () => {
    it('leaves no tensor behind, however often and however it ends', async () => {
      await openBackend({ prefer });
      const before = memoryUsed();
      const aborted = AbortSignal.abort();
      for (let i = 0; i < 20; i++) {
        const spec = SPECS[i % SPECS.length];
        const options = optionsFor(spec, { epochs: 1, train: makeSamples(33 + i, i) });
        const model = await trainClassifier(options);
        model.predict(options.valid.x, options.valid.count);
        model.dispose();
        await expect(trainClassifier({ ...options, signal: aborted })).rejects.toThrow();
      }
      expect(memoryUsed()).toBe(before);
    });

    it('trains anew what it trained many networks ago', async () => {
      await openBackend({ prefer });
      const options = (batchSize: number): TrainOptions =>
        optionsFor(SPECS[2], { train: makeSamples(5 * batchSize, 1), batchSize, epochs: 13 });
      const first = await bytesOf(options(4));
      for (let batchSize = 5; batchSize < 18; batchSize++) await bytesOf(options(batchSize));
      expect((await bytesOf(options(4))).equals(first)).toBe(true);
    });

    it('stops within the epoch when cancelled', async () => {
      await openBackend({ prefer });
      const controller = new AbortController();
      const epochs: EpochRecord[] = [];
      const options = optionsFor(SPECS[0], {
        train: makeSamples(2000, 1),
        epochs: 1000,
        patience: 1000,
        signal: controller.signal,
        onEpoch: (epoch) => {
          epochs.push(epoch);
          setImmediate(() => controller.abort());
        },
      });
      await expect(trainClassifier(options)).rejects.toMatchObject({ code: 'CANCELLED' });
      expect(epochs).toHaveLength(1);
    });

    it('stops after `patience` epochs without improvement', async () => {
      await openBackend({ prefer });
      const train = makeSamples(64, 1);
      const opposite = { ...train, y: train.y.map((label) => 1 - label) };
      const options = optionsFor(SPECS[0], { train, valid: opposite, epochs: 50, patience: 2 });
      const { history } = await trainClassifier({ ...options, learningRate: 0.05 });
      expect(history.validLosses).toHaveLength(history.bestEpoch + 2);
    });

    it('says in which epoch it diverged', async () => {
      await openBackend({ prefer });
      const train = makeSamples(64, 1);
      train.x[5] = Number.NaN;
      const failed = trainClassifier(optionsFor(SPECS[1], { train }));
      await expect(failed).rejects.toMatchObject({ code: 'MODEL_DIVERGED', details: { epoch: 1 } });
    });

    it('predicts nothing for no windows', async () => {
      await openBackend({ prefer });
      const model = await trainClassifier(optionsFor(SPECS[2], { epochs: 1 }));
      expect(model.predict(new Float32Array(0), 0)).toHaveLength(0);
    });
  });
}
