import { describe, expect, it } from 'vitest';
import { describeBackend, memoryUsed, openBackend } from '#main/model/backend.ts';
import { readMembers } from '#main/model/ensemble.ts';
import { loadLearner } from '#main/model/learner.ts';
import { adam, sgd } from '#main/model/optimizer.ts';
import type { ModelSpec } from '#main/model/spec.ts';
import { NO_EXTRAS, trainNetwork } from '#main/model/train.ts';
import type { TrainingExtras } from '#main/model/train.ts';
import { createTrainedModel, loadModel } from '#main/model/trainedModel.ts';
import { trainLearner } from '#main/model/trainLearner.ts';
import type { MemberPlan } from '#main/model/trainLearner.ts';
import { treeSettingsSchema } from '#shared/trees.ts';
import { makeSamples } from './samples.ts';

const LOGISTIC: ModelSpec = { kind: 'logistic' };
const TCN: ModelSpec = { kind: 'tcn', filters: 6, layers: 2, kernel: 2, dropout: 0.3 };
const ALL_EXTRAS: TrainingExtras = {
  ...{ gradientClip: 0.5, adversarialEpsilon: 0.05, adversarialWeight: 0.5 },
  ...{ schedule: 'cosine', plateauPatience: 1, plateauFactor: 0.5, stepEpochs: 1 },
};

const network = (spec: ModelSpec, extras?: TrainingExtras): MemberPlan => ({
  kind: 'network',
  plan: { spec, optimizer: adam(1e-2), extras, epochs: 3, batchSize: 16, patience: 3 },
});
const trees: MemberPlan = {
  kind: 'trees',
  settings: treeSettingsSchema.parse({ treeCount: 12, leaves: 5, minLeaf: 5 }),
};

const learn = (members: readonly MemberPlan[], more: { seed?: number; start?: Uint8Array } = {}) =>
  trainLearner({
    ...{ members, loss: 'crossEntropy', seed: 7, ...more },
    ...{ train: makeSamples(120, 1), valid: makeSamples(60, 2) },
  });

const PASSES = 12;
const test = makeSamples(36, 3);

/** The gradient of the mean cross-entropy of w·x + b on the last bar, at inputs moved by ε along its sign. */
function logisticStep(weights: Float32Array, epsilon: number): number[] {
  const { x, y, count, lookback, width } = makeSamples(40, 5);
  const gradient = new Array<number>(width + 1).fill(0);
  for (let i = 0; i < count; i++) {
    const from = (i * lookback + lookback - 1) * width;
    const row = Array.from(x.subarray(from, from + width));
    const errorAt = (inputs: readonly number[]): number => {
      const z = inputs.reduce((sum, value, j) => sum + value * weights[j], weights[width]);
      return (1 / (1 + Math.exp(-z)) - y[i]) / count;
    };
    const error = errorAt(row);
    const moved = row.map((value, j) => value + epsilon * Math.sign(error * weights[j]));
    const pushed = errorAt(moved);
    moved.forEach((value, j) => (gradient[j] += value * pushed));
    gradient[width] += pushed;
  }
  return gradient;
}

/** The same laws on either backend; each needs a process of its own. */
export function describeToolkit(prefer: 'native' | 'cpu'): void {
  const { reason, isNative } = describeBackend({ prefer });
  if (prefer === 'native' && !isNative) {
    describe.skip(`the toolkit on the native backend (${reason})`, () => undefined);
    return;
  }
  describe(`training options on the ${prefer} backend`, () => {
    const oneStep = async (extras: Partial<TrainingExtras>, rate = 1): Promise<Float32Array> => {
      await openBackend({ prefer });
      const train = makeSamples(40, 5);
      const weights = Float32Array.of(0.3, -0.4, 0.5, 0.1, -0.2, 0.05);
      const { lookback, width } = train;
      const history = { trainLosses: [1], validLosses: [], bestEpoch: 1 };
      const start = createTrainedModel({
        ...{ spec: LOGISTIC, loss: 'crossEntropy', lookback, width, history, weights },
      });
      const model = await trainNetwork({
        ...{
          spec: LOGISTIC,
          loss: 'crossEntropy',
          optimizer: sgd(rate),
          train,
          valid: null,
          start,
        },
        ...{ extras: { ...NO_EXTRAS, ...extras }, epochs: 1, batchSize: 40, patience: 1, seed: 1 },
      });
      return model.weights.map((weight, i) => weights[i] - weight);
    };
    const start = Float32Array.of(0.3, -0.4, 0.5, 0.1, -0.2, 0.05);

    it('adds the weighted gradient at inputs that were pushed along its sign', async () => {
      const plain = logisticStep(start, 0);
      const pushed = logisticStep(start, 0.1);
      const ours = await oneStep({ adversarialEpsilon: 0.1, adversarialWeight: 0.5 });
      ours.forEach((step, i) => expect(step).toBeCloseTo(plain[i] + 0.5 * pushed[i], 5));
    });

    it('shortens the whole gradient to its limit', async () => {
      const ours = await oneStep({ gradientClip: 0.01 });
      expect(Math.hypot(...ours)).toBeCloseTo(0.01, 6);
    });

    it('takes the first step of a schedule at the full rate', async () => {
      const plain = await oneStep({}, 0.1);
      const scheduled = await oneStep({ schedule: 'step' }, 0.1);
      scheduled.forEach((step, i) => expect(step).toBeCloseTo(plain[i], 6));
    });

    it('goes on from the weights it is given', async () => {
      await openBackend({ prefer });
      const first = await learn([network(TCN)]);
      const warm = await learn([network(TCN)], { start: first.toBytes(), seed: 8 });
      const cold = await learn([network(TCN)], { seed: 8 });
      expect(warm.history.trainLosses[0]).toBeLessThan(cold.history.trainLosses[0]);
    });

    it.each([TCN, { kind: 'cnn', filters: 4, kernel: 2 } as const])(
      'gives the same bytes again with every option on ($kind)',
      async (spec) => {
        await openBackend({ prefer });
        const first = Buffer.from((await learn([network(spec, ALL_EXTRAS)])).toBytes());
        expect(first.equals((await learn([network(spec, ALL_EXTRAS)])).toBytes())).toBe(true);
        expect(first.equals((await learn([network(spec)])).toBytes())).toBe(false);
      },
    );
  });

  describe(`learners on the ${prefer} backend`, () => {
    const members = [network(TCN), network(TCN), network(LOGISTIC), trees];

    it('weigh their members by the inverse of the validation error', async () => {
      await openBackend({ prefer });
      const whole = await learn(members);
      const parts = await Promise.all([learn([network(TCN)]), learn([trees])]);
      const errors = parts.map(({ history }) => history.validLosses[history.bestEpoch - 1]);
      const pair = await learn([network(TCN), trees]);
      const alone = await trainTreesAlone();
      const [a, b] = [parts[0].predict(test.x, test.count), alone.predict(test.x, test.count)];
      const share = 1 / errors[0] / (1 / errors[0] + 1 / alone.error);
      const expected = Array.from(a, (value, i) => share * value + (1 - share) * b[i]);
      const ours = pair.predict(test.x, test.count);
      expected.forEach((value, i) => expect(ours[i]).toBeCloseTo(value, 5));
      expect(whole.history).toEqual(parts[0].history);
    });

    /** Trees as the pair's second member has them. */
    const trainTreesAlone = async () => {
      const seeded = await learn([network(LOGISTIC), trees]);
      const [, part] = membersOf(seeded.toBytes());
      const error = part.history.validLosses[part.history.bestEpoch - 1];
      return { predict: part.predict, error };
    };

    it('predict the same bits after being stored and loaded', async () => {
      await openBackend({ prefer });
      for (const some of [members, [trees], [network(TCN)]]) {
        const learner = await learn(some);
        const loaded = loadLearner(learner.toBytes());
        const { x, count } = test;
        expect(loaded.predict(x, count)).toEqual(learner.predict(x, count));
        expect(loaded.predictPasses(x, count, 3, 1)).toEqual(learner.predictPasses(x, count, 3, 1));
        expect(Buffer.from(loaded.toBytes()).equals(learner.toBytes())).toBe(true);
      }
    });

    it('refuse a damaged ensemble', async () => {
      await openBackend({ prefer });
      const bytes = (await learn([network(LOGISTIC), trees])).toBytes();
      bytes[bytes.length - 2] ^= 1;
      expect(() => loadLearner(bytes)).toThrow(expect.objectContaining({ code: 'MODEL_MISMATCH' }));
    });

    it('tell mean and spread over passes with dropout on', async () => {
      await openBackend({ prefer });
      const { x, count } = test;
      const model = await learn([network(TCN)]);
      const { mean, spread } = model.predictPasses(x, count, PASSES, 1);
      expect(spread.every((value) => value > 0 && value < 0.5)).toBe(true);
      const plain = model.predict(x, count);
      mean.forEach((value, i) => expect(Math.abs(value - plain[i])).toBeLessThan(4 * spread[i]));
      expect(model.predictPasses(x, count, PASSES, 1)).toEqual({ mean, spread });
      expect(model.predictPasses(x, count, PASSES, 2)).not.toEqual({ mean, spread });
      const first = model.predictPasses(x.subarray(0, 33 * 30), 33, PASSES, 1);
      expect(first.mean).toEqual(mean.subarray(0, 33));
      const still = (await learn([network(LOGISTIC)])).predictPasses(x, count, 5, 1);
      expect(still.spread.every((value) => value === 0)).toBe(true);
    });

    it('leave no tensor behind', async () => {
      await openBackend({ prefer });
      const before = memoryUsed();
      const learner = await learn([network(TCN, ALL_EXTRAS), trees]);
      learner.predictPasses(test.x, test.count, 3, 1);
      learner.dispose();
      expect(memoryUsed()).toBe(before);
    });
  });

  it(`tells by how much each input moves a prediction (${prefer})`, async () => {
    await openBackend({ prefer });
    const model = loadModel((await learn([network(TCN)])).toBytes());
    const x = makeSamples(2, 9).x;
    const gradients = model.inputGradients(x, 2);
    const step = 2 ** -7;
    for (const at of [0, 29, 31, 58]) {
      const predictAt = (shift: number): number =>
        model.predict(
          x.map((value, i) => (i === at ? value + shift : value)),
          2,
        )[Math.floor(at / 30)];
      const slope = (predictAt(step) - predictAt(-step)) / (2 * step);
      expect(gradients[at]).toBeCloseTo(slope, 2);
    }
  });
}

const membersOf = (bytes: Uint8Array) => readMembers(bytes).map((part) => loadLearner(part.bytes));
