import { describe, expect, it } from 'vitest';
import { createRandom } from '#main/lib/random.ts';
import { loadLearner, treeLearner } from '#main/model/learner.ts';
import { createEnsemble } from '#main/model/ensemble.ts';
import { integrateSlopes } from '#main/model/pathContributions.ts';
import { ridgeLearner } from '#main/model/ridgeLearner.ts';
import { createForest } from '#main/model/trees/forest.ts';
import { createTrainedTrees } from '#main/model/trees/trainedTrees.ts';
import { treeSettingsSchema } from '#shared/trees.ts';
import { failureOf } from '#tests/fixtures/failureOf.ts';

const history = { trainLosses: [1], validLosses: [1], bestRound: 1 };
const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

/** One tree: 10 for a > 1, else 2 for b ≤ 0 and 5 for b > 0; the third column is not read. */
function makeTrees(loss: 'squaredError' | 'crossEntropy') {
  const forest = createForest(1, 5);
  forest.starts.set([0, 5]);
  forest.column.set([0, 1, -1, -1, -1]);
  forest.threshold.set([1, 0, 0, 0, 0]);
  forest.left.set([1, 2, 0, 0, 0]);
  forest.right.set([4, 3, 0, 0, 0]);
  forest.value.set([0, 0, 2, 5, 10]);
  const settings = treeSettingsSchema.parse({});
  return createTrainedTrees({ loss, width: 3, settings, baseline: -4, history, forest });
}

describe('contributions of trees', () => {
  it('give each jump to the column whose threshold is crossed on the straight way', () => {
    // b is crossed half way, a at three quarters.
    const found = makeTrees('squaredError').contributions(
      Float32Array.of(4 / 3, 1, 9),
      Float32Array.of(0, -1, 3),
    );
    expect([...found.values]).toEqual([5, 3, 0]);
    expect(found).toMatchObject({ baseline: -2, prediction: 6 });
    // The other way round nothing is left of b once a is crossed.
    const late = makeTrees('squaredError').contributions(
      Float32Array.of(8, 1, 9),
      Float32Array.of(0, -1, 3),
    );
    expect([...late.values]).toEqual([8, 0, 0]);
  });

  it('add up to a probability without a rest', () => {
    const trees = makeTrees('crossEntropy');
    const [row, origin] = [Float32Array.of(4 / 3, 1, 9), Float32Array.of(0, -1, 3)];
    const { values, prediction, baseline } = trees.contributions(row, origin);
    expect(sum(values)).toBeCloseTo(prediction - baseline, 12);
    expect(prediction).toBeCloseTo(trees.predict(row, 1)[0], 6);
    expect(baseline).toBeCloseTo(trees.predict(origin, 1)[0], 6);
  });
});

describe('contributions along slopes', () => {
  it('halve their steps until less than 1% is left over', () => {
    const random = createRandom(2);
    const window = Float32Array.from({ length: 6 }, () => 4 * random.normal());
    const origin = new Float32Array(6);
    // A steep sigmoid, whose rise 32 steps miss.
    const say = (x: ArrayLike<number>): number =>
      1 / (1 + Math.exp(-Array.from(x).reduce((total, value, j) => total + 30 * j * value, -40)));
    let points = 0;
    const found = integrateSlopes(
      { window, origin, prediction: say(window), baseline: say(origin) },
      (x, count) => {
        points += count;
        return Float32Array.from(x, (_, at) => {
          const said = say(x.subarray(at - (at % 6), at - (at % 6) + 6));
          return 30 * (at % 6) * said * (1 - said);
        });
      },
    );
    expect(points).toBeGreaterThan(32);
    const sizes = found.values.reduce((total, value) => total + Math.abs(value), 0);
    const left = Math.abs(sum(found.values) - (found.prediction - found.baseline));
    expect(left).toBeLessThanOrEqual(0.01 * sizes);
    expect(found.values[0]).toBeCloseTo(0, 12);
  });
});

describe('ridge regression as a learner', () => {
  const ridge = ridgeLearner({ intercept: 0.1, weights: Float64Array.of(1 / 3, -2) }, 0.5, 0.6);
  const [window, origin] = [Float32Array.of(3, 1), Float32Array.of(0, 2)];

  it('contributes weight by weight, and is read again to the last bit', () => {
    expect([...ridge.contributions(window, origin).values]).toEqual([1, 2]);
    const again = loadLearner(ridge.toBytes());
    expect(again.predict(window, 1)).toEqual(ridge.predict(window, 1));
    expect(Buffer.from(again.toBytes()).equals(ridge.toBytes())).toBe(true);
    expect(again.history.validLosses).toEqual([0.6]);
    const cut = ridge.toBytes().slice(0, -1);
    expect(failureOf(() => loadLearner(cut)).code).toBe('MODEL_MISMATCH');
  });

  it('takes its share of an ensemble, whose attention is that of nobody here', () => {
    const row = Float32Array.of(4 / 3, 1, 9);
    const start = Float32Array.of(0, -1, 3);
    const line = ridgeLearner({ intercept: 0, weights: Float64Array.of(3, 0, 1) }, 1, 1);
    const both = createEnsemble([
      { share: 0.25, learner: line },
      { share: 0.75, learner: treeLearner(makeTrees('squaredError')) },
    ]);
    const { values, prediction, baseline } = both.contributions(row, start);
    expect(values[0]).toBeCloseTo(0.25 * 4 + 0.75 * 5, 5);
    expect(sum(values)).toBeCloseTo(prediction - baseline, 10);
    expect(both.attention(row)).toBeNull();
  });
});
