import { describe, expect, it } from 'vitest';
import { createRandom } from '#main/lib/random.ts';
import type { TreeSamples } from '#main/model/trees/samples.ts';
import { makeRows, rankedRows, side, train, value } from './treeSamples.ts';

const column = (values: number[], y: number[]): TreeSamples => ({
  x: Float32Array.from(values),
  y: Float32Array.from(y),
  count: values.length,
  width: 1,
});

const mapped = (rows: TreeSamples, change: (value: number, at: number) => number): TreeSamples => ({
  ...rows,
  x: rows.x.map(change),
});

describe('trees by hand', () => {
  const settings = { treeCount: 1, leaves: 2, minLeaf: 1, learningRate: 1 };

  it('split a step where it is and give each side its mean', async () => {
    const trees = await train({
      loss: 'squaredError',
      train: column([1, 2, 3, 4, 5, 6], [1, 3, 2, 10, 12, 11]),
      settings,
    });
    expect([...trees.predict(Float32Array.of(-9, 3.4, 3.6, 99), 4)]).toEqual([2, 2, 11, 11]);
    // Σ error² around the common mean less that around the two means: 3 × 4.5² × 2.
    expect(trees.gains[0]).toBeCloseTo(121.5, 6);
    expect(trees.history.trainLosses[0]).toBeCloseTo(4 / 6, 6);
  });

  it('add a Newton step to the log-odds of the classes', async () => {
    const trees = await train({
      loss: 'crossEntropy',
      train: column([1, 2, 3, 4], [0, 0, 1, 0]),
      settings: { ...settings, learningRate: 0.5, l2: 1 },
    });
    const odds = Math.log(0.25 / 0.75);
    // p = 1/4, h = 3/16: left {0, 0} has Σg = 1/2; right {1, 0} has Σg = −1/2; Σh = 3/8, penalty 1.
    const step = (0.5 * 0.5) / (3 / 8 + 1);
    const sigmoid = (score: number): number => 1 / (1 + Math.exp(-score));
    const [left, right] = trees.predict(Float32Array.of(1, 4), 2);
    expect(left).toBeCloseTo(sigmoid(odds - step), 6);
    expect(right).toBeCloseTo(sigmoid(odds + step), 6);
  });

  it('send missing values to the side whose loss that lowers', async () => {
    for (const label of [1, 9]) {
      const trees = await train({
        loss: 'squaredError',
        train: column([1, 2, 3, 4, NaN, NaN], [1, 1, 9, 9, label, label]),
        settings,
      });
      const [low, high, missing] = trees.predict(Float32Array.of(1.5, 3.5, NaN), 3);
      expect(low).toBeCloseTo(1, 6);
      expect(high).toBeCloseTo(9, 6);
      expect(missing).toBeCloseTo(label, 6);
    }
  });

  it('tell missing values from all others', async () => {
    const trees = await train({
      loss: 'squaredError',
      train: column([1, 2, 3, NaN, NaN], [4, 4, 4, 8, 8]),
      settings,
    });
    expect([...trees.predict(Float32Array.of(-5, 1e30, NaN), 3)]).toEqual([4, 4, 8]);
  });

  it('send a value that was never missing in training to the larger side', async () => {
    const trees = await train({
      loss: 'squaredError',
      train: column([1, 2, 3, 4, 5], [7, 7, 7, 7, 2]),
      settings,
    });
    expect(trees.predict(Float32Array.of(NaN), 1)[0]).toBe(7);
  });
});

describe('laws of trees', () => {
  it.each([
    ['crossEntropy', side],
    ['squaredError', value],
  ] as const)('lower the training loss of %s in every round', async (loss, label) => {
    const { history } = await train({ loss, train: makeRows(label) });
    const losses = history.trainLosses;
    expect(losses).toHaveLength(20);
    for (let i = 1; i < losses.length; i++) expect(losses[i]).toBeLessThan(losses[i - 1]);
  });

  it('depend only on the order of a column', async () => {
    const rows = makeRows(side);
    const stretch = (x: number, at: number): number => (at % rows.width === 1 ? x ** 3 * 7 + 2 : x);
    const few = mapped(rows, (x) => Math.round(x * 3));
    const plain = await train({ loss: 'crossEntropy', train: few });
    const stretched = await train({ loss: 'crossEntropy', train: mapped(few, stretch) });
    expect(stretched.predict(few.x.map(stretch), few.count)).toEqual(
      plain.predict(few.x, few.count),
    );
    expect(stretched.gains).toEqual(plain.gains);
  });

  it('repeat byte for byte with a seed, and differ between seeds where rows and columns are drawn', async () => {
    const draws = { rowShare: 0.5, columnShare: 0.5 };
    const run = async (seed: number): Promise<Uint8Array> =>
      (
        await train({ loss: 'crossEntropy', train: makeRows(side), seed, settings: draws })
      ).toBytes();
    const first = await run(3);
    expect(await run(3)).toEqual(first);
    expect(await run(4)).not.toEqual(first);
  });

  it('learn from half of the rows and columns at a time', async () => {
    const { history } = await train({
      loss: 'squaredError',
      train: makeRows(value),
      settings: { rowShare: 0.5, columnShare: 0.5, treeCount: 60 },
    });
    expect(history.trainLosses.at(-1)).toBeLessThan(history.trainLosses[0] / 2);
  });

  it('split on nothing of the validation rows', async () => {
    const valid = makeRows(side, { seed: 2 });
    const random = createRandom(9);
    const other = { ...valid, x: valid.x.map(() => random.normal()), y: valid.y.map((y) => 1 - y) };
    const settings = { patience: 0 };
    const options = { loss: 'crossEntropy', train: makeRows(side), settings } as const;
    const trees = await train({ ...options, valid });
    const others = await train({ ...options, valid: other });
    const alone = await train(options);
    const { x, count } = valid;
    expect(others.predict(x, count)).toEqual(trees.predict(x, count));
    expect(alone.predict(x, count)).toEqual(trees.predict(x, count));
    expect(others.history.validLosses).not.toEqual(trees.history.validLosses);
  });

  it('keep the trees up to the lowest validation loss and stop after it', async () => {
    const noise = (_a: number, _b: number, _c: number, chance: number): number =>
      Number(chance > 0);
    const settings = { treeCount: 200, patience: 4 };
    const options = { loss: 'crossEntropy', train: makeRows(noise), settings } as const;
    const rounds: number[] = [];
    const trees = await train({
      ...options,
      valid: makeRows(noise, { seed: 5 }),
      onRound: ({ round }) => rounds.push(round),
    });
    const { validLosses, bestRound } = trees.history;
    expect(validLosses[bestRound - 1]).toBe(Math.min(...validLosses));
    expect(validLosses).toHaveLength(bestRound + 4);
    expect(rounds).toEqual(validLosses.map((_, i) => i + 1));
    const short = await train({ ...options, settings: { treeCount: bestRound, patience: 0 } });
    expect(trees.predict(options.train.x, 600)).toEqual(short.predict(options.train.x, 600));
  });

  it('put nearly all gain on the columns that matter', async () => {
    const { gains } = await train({ loss: 'squaredError', train: makeRows(value) });
    const all = gains.reduce((a, b) => a + b, 0);
    expect((gains[0] + gains[1] + gains[2]) / all).toBeGreaterThan(0.9);
  });

  it('rank the rows of unseen dates far better than chance', async () => {
    const seen = rankedRows(60, 30);
    const unseen = rankedRows(30, 30, 2);
    const options = { loss: 'ranking', train: seen, valid: unseen } as const;
    const { history } = await train({ ...options, settings: { treeCount: 40, rankCut: 10 } });
    const [first, last] = [history.trainLosses[0], history.trainLosses.at(-1)!];
    expect(last).toBeLessThan(first * 0.7);
    const best = Math.min(...history.validLosses);
    const random = await train({
      loss: 'ranking',
      train: { ...seen, x: seen.x.map(() => 0) },
      valid: unseen,
      settings: { treeCount: 1, rankCut: 10 },
    });
    expect(best).toBeLessThan(random.history.validLosses[0] * 0.75);
  });
});

describe('odd rows', () => {
  it('columns without a value or without a change are not split on', async () => {
    const rows = makeRows(side);
    const odd = mapped(rows, (x, at) => [x, x, x, 5, NaN][at % 5]);
    const trees = await train({ loss: 'crossEntropy', train: odd });
    expect(trees.gains[0]).toBeGreaterThan(0);
    expect([...trees.gains.subarray(3)]).toEqual([0, 0]);
    const other = odd.x.map((x, at) => (at % 5 > 2 ? 77 : x));
    expect(trees.predict(other, 600)).toEqual(trees.predict(odd.x, 600));
  });

  it('only such columns leave the mean', async () => {
    const rows = column([1, 1, 1, 1], [0, 1, 1, 1]);
    const trees = await train({ loss: 'crossEntropy', train: rows, settings: { minLeaf: 1 } });
    expect(trees.predict(Float32Array.of(3), 1)[0]).toBeCloseTo(0.75, 6);
  });

  it.each([0, 1])('a single class %s is predicted everywhere', async (label) => {
    const rows = makeRows(() => label);
    const trees = await train({ loss: 'crossEntropy', train: rows });
    for (const probability of trees.predict(rows.x, rows.count)) {
      expect(probability).toBeCloseTo(label, 6);
    }
  });

  it('fewer rows than two leaves need leave the mean', async () => {
    const trees = await train({ loss: 'squaredError', train: column([1, 2, 3], [1, 2, 6]) });
    expect([...trees.predict(Float32Array.of(1, 3), 2)]).toEqual([3, 3]);
  });

  it('dates of one row or of equal labels rank nothing', async () => {
    const rows = { ...column([1, 2, 3], [5, 1, 1]), groups: Int32Array.of(0, 1, 3) };
    const trees = await train({ loss: 'ranking', train: rows, settings: { minLeaf: 1 } });
    expect([...trees.predict(rows.x, 3)]).toEqual([0, 0, 0]);
  });

  it('an infinite input is refused with its column', async () => {
    const rows = mapped(makeRows(side), (x, at) => (at === 13 ? -Infinity : x));
    await expect(train({ loss: 'crossEntropy', train: rows })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      details: { column: 3, row: 2 },
    });
  });
});

describe('cancelling', () => {
  it('ends before the next round, and at once where it came first', async () => {
    const controller = new AbortController();
    const rounds: number[] = [];
    const options = {
      loss: 'crossEntropy',
      train: makeRows(side),
      signal: controller.signal,
    } as const;
    const training = train({
      ...options,
      onRound: ({ round }) => {
        rounds.push(round);
        if (round === 3) controller.abort();
      },
    });
    await expect(training).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(rounds).toEqual([1, 2, 3]);
    await expect(train(options)).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  it('is heard in the middle of a round', async () => {
    const controller = new AbortController();
    const rounds: number[] = [];
    const rows = makeRows(value, { count: 40_000, width: 24 });
    setImmediate(() => {
      controller.abort();
    });
    const training = train({
      loss: 'squaredError',
      train: rows,
      signal: controller.signal,
      onRound: ({ round }) => rounds.push(round),
    });
    await expect(training).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(rounds).toEqual([]);
  });
});
