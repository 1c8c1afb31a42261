import { describe, expect, it } from 'vitest';
import { createSearchBench, unitMessages } from '#main/jobs/search/searchBench.ts';
import { trainTrial } from '#main/jobs/search/searchTrial.ts';
import type { SearchUnit } from '#main/jobs/search/searchUnit.ts';
import { configOf } from '#main/jobs/selection/perSymbol.ts';
import { trainSelectionModel } from '#main/jobs/selection/selectionModel.ts';
import { createRandom } from '#main/lib/random.ts';
import { quickSelection } from '#tests/fixtures/selectionRun.ts';

const EPOCHS = 6;
const ROWS = 120;

/** A cross-section of one symbol whose label follows its last row; `bad` stands on one row of it. */
function makeUnit(bad?: number): SearchUnit {
  const random = createRandom(9);
  const x = Float32Array.from({ length: ROWS * 2 }, () => random.normal());
  if (bad !== undefined) x[20] = bad;
  const ends = (from: number, to: number): Int32Array =>
    Int32Array.from({ length: to - from }, (_, i) => from + i);
  const labelsAt = (of: Int32Array): Float32Array =>
    Float32Array.from(of, (row) => Math.tanh(x[2 * row] || 0));
  const [train, valid, test] = [ends(4, 80), ends(80, 119), ends(119, 120)];
  const labels = { trainLabels: labelsAt(train), validLabels: labelsAt(valid) };
  return {
    kind: 'selection',
    inputs: { x, width: 2, train, valid, test, ...labels },
    config: quickSelection(),
  };
}

const task = (limit: number | null) => ({
  settings: { hidden: 4, learningRate: 0.01 },
  epochs: EPOCHS,
  limits: [0, 1].map(() => new Array<number | null>(EPOCHS).fill(limit)),
});

describe('a trial', () => {
  it('is worth the mean over the folds of the lowest validation loss', async () => {
    const { state, value, losses } = await trainTrial([makeUnit(), makeUnit()], task(null));
    expect(state).toBe('done');
    expect(losses.map((epochs) => epochs.length)).toEqual([EPOCHS, EPOCHS]);
    expect(value).toBe((Math.min(...losses[0]) + Math.min(...losses[1])) / 2);
  });

  it('depends on its settings', async () => {
    const { value } = await trainTrial([makeUnit()], task(null));
    const settings = { hidden: 4, learningRate: 0.0001 };
    const other = await trainTrial([makeUnit()], { ...task(null), settings });
    expect(other.value).not.toBe(value);
  });

  it('ends with the epoch in which it is worse than its limit', async () => {
    const { state, value, losses } = await trainTrial([makeUnit(), makeUnit()], task(0));
    expect(state).toBe('pruned');
    expect(losses).toHaveLength(1);
    expect(losses[0]).toEqual([value]);
  });

  it('has no value where training diverges', async () => {
    const diverged = await trainTrial([makeUnit(), makeUnit(Infinity)], task(null));
    expect(diverged).toMatchObject({ state: 'diverged', value: null });
    expect(diverged.losses).toHaveLength(2);
  });

  it("trains one symbol's own model from the seed that it has in a run", async () => {
    const unit = makeUnit();
    if (unit.kind !== 'selection') throw new Error('a unit of a selection');
    const windows = { slot: 2, train: [0, 76], valid: [76, 115], test: [115, 116] } as const;
    const { losses } = await trainTrial([{ ...unit, kind: 'symbol', windows }], task(null));
    const { settings, epochs } = task(null);
    const config = { ...unit.config, settings: { ...unit.config.settings, ...settings, epochs } };
    const { inputs } = unit;
    const own = await trainSelectionModel(inputs, configOf(config, windows), config.model);
    expect(losses).toEqual([own.losses.validLosses]);
    expect(losses).not.toEqual((await trainTrial([unit], task(null))).losses);
  });

  it('is the same in a process that was sent its units as messages', async () => {
    const units = [makeUnit(), makeUnit()];
    const bench = createSearchBench();
    for (const message of unitMessages(units)) bench.take(structuredClone(message));
    expect(await bench.train(task(null), () => undefined)).toEqual(
      await trainTrial(units, task(null)),
    );
  });
});
