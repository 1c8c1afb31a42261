import { describe, expect, it } from 'vitest';
import { streamWindows } from '#main/dataset/panel/panelSamples.ts';
import type { SampleStream } from '#main/dataset/panel/panelSamples.ts';
import type { Samples } from '#main/dataset/windows.ts';
import { describeBackend, memoryUsed, openBackend } from '#main/model/backend.ts';
import { adam, rmsprop, sgd } from '#main/model/optimizer.ts';
import type { ModelSpec } from '#main/model/spec.ts';
import { trainClassifier, trainNetwork } from '#main/model/train.ts';
import type { NetworkEpoch, NetworkOptions } from '#main/model/train.ts';
import { loadModel } from '#main/model/trainedModel.ts';
import type { TrainingInput } from '#main/model/trainingInput.ts';
import { makeSamples } from './samples.ts';

const SPECS: ModelSpec[] = [
  { kind: 'lstm', hidden: 8, dense: 6, dropout: 0.2 },
  { kind: 'lstm', hidden: 8, dense: 6, dropout: 0.2, recurrentActivation: 'hardSigmoid' },
  { kind: 'cnn', filters: 6, kernel: 3 },
  { kind: 'priceBilstm', hidden: 6, dropout: 0.2 },
];

const PLAIN_SPECS: ModelSpec[] = [
  { kind: 'lstm', hidden: 8, dense: 6, dropout: 0 },
  { kind: 'cnn', filters: 6, kernel: 3 },
];

/** Windows whose value is the mean of their first feature. */
function makeReturns(count: number, seed: number): Samples {
  const samples = makeSamples(count, seed);
  const { x, lookback, width } = samples;
  const y = samples.y.map((_, i) => {
    let sum = 0;
    for (let t = 0; t < lookback; t++) sum += x[(i * lookback + t) * width];
    return sum / lookback;
  });
  return { ...samples, y };
}

/** The same windows, none of which lie together in memory. */
function toStream({ y, count, lookback, width, ...input }: TrainingInput): SampleStream {
  if (!('x' in input)) throw new Error('windows in memory');
  const ends = Int32Array.from({ length: count }, (_, i) => (i + 1) * lookback - 1);
  return streamWindows(input.x, ends, y, { lookback, width });
}

const optionsFor = (spec: ModelSpec, more: Partial<NetworkOptions> = {}): NetworkOptions => ({
  ...{ spec, loss: 'squaredError', optimizer: rmsprop(1e-2) },
  ...{ train: makeReturns(300, 1), valid: makeReturns(80, 2) },
  ...{ epochs: 3, batchSize: 64, patience: 5, seed: 7 },
  ...more,
});

const bytesOf = async (options: NetworkOptions): Promise<Buffer> =>
  Buffer.from((await trainNetwork(options)).toBytes());

const mean = (values: Float32Array): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The same laws on either backend; each needs a process of its own. */
export function describeReturnTraining(prefer: 'native' | 'cpu'): void {
  if (prefer === 'native' && !describeBackend({ prefer }).isNative) return;
  describe.each(SPECS)(`training a $kind on returns on the ${prefer} backend`, (spec) => {
    it('explains most of the variance and tells losses and absolute errors', async () => {
      await openBackend({ prefer });
      const epochs: NetworkEpoch[] = [];
      const options = optionsFor(spec, { epochs: 15, onEpoch: (epoch) => epochs.push(epoch) });
      const model = await trainNetwork(options);
      const { x, y, count } = makeReturns(80, 2);
      const predicted = model.predict(x, count);
      const best = epochs[model.history.bestEpoch - 1];
      expect(best.validLoss).toBeCloseTo(mean(y.map((value, i) => (value - predicted[i]) ** 2)), 6);
      expect(best.validError).toBeCloseTo(
        mean(y.map((value, i) => Math.abs(value - predicted[i]))),
        6,
      );
      expect(best.validLoss).toBeLessThan(0.5 * mean(y.map((value) => value ** 2)));
      expect(model.history.trainErrors).toEqual(epochs.map(({ trainError }) => trainError));
      expect(model.history.validErrors).toEqual(epochs.map(({ validError }) => validError));
    });

    it('gives bit-identical weights for one seed and others for another', async () => {
      await openBackend({ prefer });
      const first = await bytesOf(optionsFor(spec));
      expect((await bytesOf(optionsFor(spec))).equals(first)).toBe(true);
      expect((await bytesOf(optionsFor(spec, { seed: 8 }))).equals(first)).toBe(false);
    });

    it('predicts the same bits after being stored and loaded', async () => {
      await openBackend({ prefer });
      const model = await trainNetwork(optionsFor(spec));
      const loaded = loadModel(model.toBytes());
      const { x, count } = makeReturns(30, 3);
      expect(loaded.predict(x, count)).toEqual(model.predict(x, count));
      expect(loaded).toMatchObject({ loss: 'squaredError', history: model.history });
      expect(Buffer.from(loaded.toBytes()).equals(model.toBytes())).toBe(true);
    });

    it('trains every epoch and keeps the last where nothing is held back', async () => {
      await openBackend({ prefer });
      const options = optionsFor(spec, { valid: null, epochs: 4, patience: 1 });
      const { history } = await trainNetwork(options);
      expect(history).toMatchObject({ validLosses: [], bestEpoch: 4 });
      expect(history.trainLosses).toHaveLength(4);
      expect(history.trainErrors).toHaveLength(4);
      const longer = await trainNetwork({ ...options, epochs: 5 });
      expect(longer.history.trainLosses.slice(0, 4)).toEqual(history.trainLosses);
    });

    it('gives the same bits when windows are cut out batch by batch', async () => {
      await openBackend({ prefer });
      // Enough steps for a program where there are programs.
      const options = optionsFor(spec, { epochs: 3, batchSize: 8 });
      const streamed = {
        ...options,
        train: toStream(options.train),
        valid: toStream(options.valid!),
      };
      expect((await bytesOf(streamed)).equals(await bytesOf(options))).toBe(true);
    });

    it('keeps the last weights where it is told to, whatever the validation says', async () => {
      await openBackend({ prefer });
      const options = optionsFor(spec, { epochs: 4, patience: 1 });
      const last = await trainNetwork({ ...options, keep: 'last' });
      const without = await trainNetwork({ ...options, valid: null });
      expect(last.history).toMatchObject({ bestEpoch: 4 });
      expect(last.history.validLosses).toHaveLength(4);
      const { x, count } = makeReturns(30, 3);
      expect(last.predict(x, count)).toEqual(without.predict(x, count));
    });

    it.each([adam(1e-3), sgd(1e-2)])('lowers the loss with $kind', async (optimizer) => {
      await openBackend({ prefer });
      const { history } = await trainNetwork(optionsFor(spec, { optimizer }));
      expect(history.validLosses[2]).toBeLessThan(history.validLosses[0]);
    });
  });

  it(`makes a classifier of any network (${prefer})`, async () => {
    await openBackend({ prefer });
    const [train, valid] = [makeSamples(100, 1), makeSamples(40, 2)];
    const shared = {
      spec: PLAIN_SPECS[1],
      train,
      valid,
      epochs: 2,
      batchSize: 32,
      patience: 2,
      seed: 1,
    };
    const thin = await trainClassifier({ ...shared, learningRate: 1e-2 });
    const whole = await bytesOf({ ...shared, loss: 'crossEntropy', optimizer: adam(1e-2) });
    expect(whole.equals(thin.toBytes())).toBe(true);
    const probabilities = thin.predict(valid.x, valid.count);
    expect(probabilities.every((p) => p > 0 && p < 1)).toBe(true);
    expect(thin.history).not.toHaveProperty('trainErrors');
  });

  it(`holds no more tensors after 200 trainings (${prefer})`, async () => {
    await openBackend({ prefer });
    const optimizers = [rmsprop(), adam(), sgd()];
    const counts: number[] = [];
    for (let i = 0; i < 200; i++) {
      const optimizer = optimizers[i % optimizers.length];
      const train = makeReturns(8 + (i % 5), i);
      const options = { optimizer, train, epochs: 1, batchSize: 8, valid: train };
      // Drawing the bank of dropout masks takes longer than such a training: only now and then.
      const spec = i % 20 === 0 ? SPECS[0] : PLAIN_SPECS[i % PLAIN_SPECS.length];
      const model = await trainNetwork(optionsFor(spec, options));
      model.predict(train.x, train.count);
      counts.push(memoryUsed());
    }
    expect(new Set(counts).size).toBe(1);
  });
}
