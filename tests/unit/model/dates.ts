import { describe, expect, it } from 'vitest';
import { streamDates } from '#main/dataset/panel/dateSamples.ts';
import type { DateSamples } from '#main/dataset/panel/dateSamples.ts';
import { createRandom } from '#main/lib/random.ts';
import { describeBackend, memoryUsed, openBackend } from '#main/model/backend.ts';
import type { DateLoss } from '#main/model/dates/dateProblem.ts';
import type { DateSpec } from '#main/model/dates/dateNetwork.ts';
import { trainDates } from '#main/model/dates/trainDates.ts';
import type { DateOptions } from '#main/model/dates/trainDates.ts';
import { loadDates } from '#main/model/dates/trainedDates.ts';
import { adam } from '#main/model/optimizer.ts';

const SLOTS = 6;
const LOOKBACK = 3;
const GRAPH: DateSpec = { kind: 'graphAttention', hidden: 6, heads: 2, dropout: 0 };
const PORTFOLIO: DateSpec = {
  kind: 'portfolioTransformer',
  ...{ hidden: 8, heads: 2, layers: 1, feedForward: 12, dense: 6, dropout: 0.1 },
};
const SHARPE: DateLoss = { kind: 'sharpe', turnoverCost: 0.001 };

/**
 * Noise of two columns on `dates` dates, the second symbol absent on every fifth one. Groups are pairs of
 * symbols, so that what a symbol's neighbour shows can be learned; labels are made by `label`.
 */
function makeDates(
  dates: number,
  seed: number,
  label: (row: number, slot: number, x: Float32Array) => number,
): DateSamples {
  const random = createRandom(seed);
  const x = Float32Array.from({ length: SLOTS * dates * 2 }, () => random.normal());
  const start = Int32Array.from({ length: SLOTS + 1 }, (_, slot) => slot * dates);
  const date = Int32Array.from({ length: SLOTS * dates }, (_, row) => row % dates);
  const groups = date.map((_, row) => Math.floor(Math.floor(row / dates) / 2));
  const ends = Int32Array.from(date.keys()).filter(
    (row) => date[row] >= LOOKBACK && !(Math.floor(row / dates) === 1 && date[row] % 5 === 0),
  );
  const labels = Float32Array.from(ends, (row) => label(row, Math.floor(row / dates), x));
  const source = { x, width: 2, lookback: LOOKBACK, places: { start, date }, groups };
  return streamDates(source, ends, labels);
}

/** A symbol's own input and that of the other one of its pair. */
const ofPair =
  (dates: number) =>
  (row: number, slot: number, x: Float32Array): number =>
    0.3 * x[2 * row] + x[2 * (row + (slot % 2 === 0 ? dates : -dates))];
/** The fourth symbol rises steadily, the others not. */
const ofRise = (row: number, slot: number, x: Float32Array): number =>
  (slot === 3 ? 0.01 : -0.002) + 0.01 * x[2 * row + 1];

const graphOptions = (): DateOptions => ({
  ...{ spec: GRAPH, loss: { kind: 'squaredError' }, optimizer: adam(1e-2), epochs: 25 },
  ...{ train: makeDates(90, 1, ofPair(90)), valid: makeDates(40, 2, ofPair(40)) },
  ...{ batchSize: 8, patience: 25, seed: 3 },
});
const portfolioOptions = (): DateOptions => ({
  ...{ spec: PORTFOLIO, loss: SHARPE, optimizer: adam(1e-2), epochs: 6 },
  ...{ train: makeDates(100, 1, ofRise), valid: makeDates(40, 2, ofRise) },
  ...{ batchSize: 16, patience: 6, seed: 3 },
});

/** The same laws on either backend; each needs a process of its own. */
export function describeDates(prefer: 'native' | 'cpu'): void {
  const { reason, isNative } = describeBackend({ prefer });
  if (prefer === 'native' && !isNative) {
    describe.skip(`networks over dates on the native backend (${reason})`, () => undefined);
    return;
  }
  const cases = [graphOptions, portfolioOptions].map((make) => ({ kind: make().spec.kind, make }));
  describe.each(cases)(`$kind on the ${prefer} backend`, ({ make }) => {
    it('gives the same bytes for one seed, others for another, and leaves no tensor behind', async () => {
      await openBackend({ prefer });
      const options = { ...make(), epochs: 2 };
      const bytesOf = async (seed: number): Promise<Buffer> =>
        Buffer.from((await trainDates({ ...options, seed })).toBytes());
      const first = await bytesOf(3);
      const before = memoryUsed();
      expect((await bytesOf(3)).equals(first)).toBe(true);
      expect((await bytesOf(4)).equals(first)).toBe(false);
      expect(memoryUsed()).toBe(before);
    });

    it('predicts the same after being stored, whatever dates follow', async () => {
      await openBackend({ prefer });
      const options = { ...make(), epochs: 1 };
      const model = await trainDates(options);
      const loaded = loadDates(model.toBytes());
      const all = model.predict(options.valid);
      expect(loaded.predict(options.valid)).toEqual(all);
      const count = 5;
      const few = { ...options.valid, count };
      expect(loaded.predict(few)).toEqual(all.subarray(0, count * SLOTS));
      const damaged = model.toBytes();
      damaged[damaged.length - 1] ^= 1;
      expect(() => loadDates(damaged)).toThrow(expect.objectContaining({ code: 'MODEL_MISMATCH' }));
    });
  });

  it(`graph attention learns what only a neighbour shows (${prefer})`, async () => {
    await openBackend({ prefer });
    const { history } = await trainDates(graphOptions());
    const alone = graphOptions();
    const apart = (samples: DateSamples): DateSamples => ({
      ...samples,
      group: samples.group.map((_, at) => at % SLOTS),
    });
    const blind = await trainDates({
      ...alone,
      train: apart(alone.train),
      valid: apart(alone.valid),
    });
    expect(Math.min(...history.validLosses)).toBeLessThan(
      0.8 * Math.min(...blind.history.validLosses),
    );
  });

  it(`a portfolio is long only, whole, without absent symbols, and finds the riser (${prefer})`, async () => {
    await openBackend({ prefer });
    const options = portfolioOptions();
    const model = await trainDates(options);
    const weights = model.predict(options.valid);
    for (let date = 0; date < options.valid.count; date++) {
      const own = weights.subarray(date * SLOTS, (date + 1) * SLOTS);
      expect(own.every((weight) => weight >= 0)).toBe(true);
      expect(own.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 5);
      own.forEach((weight, slot) => {
        if (options.valid.row[date * SLOTS + slot] < 0) expect(weight).toBe(0);
      });
    }
    const mean = (slot: number): number =>
      weights.reduce((sum, weight, at) => sum + (at % SLOTS === slot ? weight : 0), 0);
    expect([0, 1, 2, 4, 5].every((slot) => mean(3) > mean(slot))).toBe(true);
    const { spread } = model.predictPasses(options.valid, 6, 1);
    expect(spread.some((value) => value > 0)).toBe(true);
  });
}
