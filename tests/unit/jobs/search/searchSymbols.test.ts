import { describe, expect, it } from 'vitest';
import { drawSymbolUnits } from '#main/jobs/search/searchSymbols.ts';
import type { PanelFold } from '#main/jobs/search/searchSymbols.ts';
import { findSymbols } from '#main/jobs/selection/perSymbol.ts';
import type { SelectionInputs } from '#main/jobs/selection/selectionModel.ts';
import { SEARCH_SYMBOLS } from '#shared/searchContract.ts';
import { defaultSpace } from '#shared/searchSpace.ts';
import { failureOf } from '#tests/fixtures/failureOf.ts';
import { quickSelection } from '#tests/fixtures/selectionRun.ts';

const ROWS = 100;
const config = quickSelection('multi-factor', { settings: { lookback: 1 } });

/** Symbols of a hundred rows each, whose value is their row; the last ones have `train` windows only. */
function makeInputs(symbols: number, train = 70): SelectionInputs {
  const part = (from: number, to: number): Int32Array =>
    Int32Array.from({ length: symbols * (to - from) }, (_, i) => {
      const [slot, row] = [Math.floor(i / (to - from)), i % (to - from)];
      return slot * ROWS + from + row;
    });
  const ends = { train: part(0, train), valid: part(train, 90), test: part(90, ROWS) };
  return {
    ...{ x: Float32Array.from({ length: symbols * ROWS }, (_, row) => row), width: 1, ...ends },
    trainLabels: Float32Array.from(ends.train),
    validLabels: Float32Array.from(ends.valid),
    panel: {
      start: Int32Array.from({ length: symbols + 1 }, (_, slot) => slot * ROWS),
      date: Int32Array.from({ length: symbols * ROWS }, (_, row) => row % ROWS),
      labelScale: { by: 'column', mean: new Float64Array(1), inverse: new Float64Array(1).fill(1) },
    },
  };
}

const makeFolds = (symbols: number): PanelFold[] =>
  [65, 75].map((train) => ({
    ...{ inputs: makeInputs(symbols, train), config, validTo: '2019-10-31' },
  }));

describe('symbols that stand for all in a search', () => {
  it('are drawn by the seed, the same every time, each on one fold', () => {
    const drawn = drawSymbolUnits(makeFolds(40), 3);
    expect(drawn).toHaveLength(SEARCH_SYMBOLS);
    expect(new Set(drawn.map(({ slot }) => slot)).size).toBe(SEARCH_SYMBOLS);
    expect(drawn.filter(({ fold }) => fold === 0)).toHaveLength(SEARCH_SYMBOLS / 2);
    expect(drawSymbolUnits(makeFolds(40), 3)).toEqual(drawn);
    const slots = (seed: number): number[] =>
      drawSymbolUnits(makeFolds(40), seed).map(({ slot }) => slot);
    expect(slots(4)).not.toEqual(slots(3));
  });

  it('are all of them where there are few', () => {
    expect(
      drawSymbolUnits(makeFolds(3), 0)
        .map(({ slot }) => slot)
        .sort(),
    ).toEqual([0, 1, 2]);
  });

  it('bring their own rows, labels and their place among all', () => {
    const folds = makeFolds(5);
    for (const { unit, fold, slot } of drawSymbolUnits(folds, 0)) {
      if (unit.kind !== 'symbol') throw new Error('a unit of one symbol');
      const { x, train, trainLabels, valid, validLabels } = unit.inputs;
      expect(x).toHaveLength(ROWS);
      expect(x[0]).toBe(slot * ROWS);
      expect(Array.from(train, (row) => x[row])).toEqual([...trainLabels]);
      expect(Array.from(valid, (row) => x[row])).toEqual([...validLabels]);
      expect(unit.windows).toEqual(findSymbols(folds[fold].inputs)[slot]);
    }
  });

  it('are refused where none has enough windows', () => {
    const folds = [{ inputs: makeInputs(4, 50), config, validTo: '2019-10-31' }];
    expect(failureOf(() => drawSymbolUnits(folds, 0)).code).toBe('NOT_ENOUGH_HISTORY');
  });
});

describe('the space of one model a symbol', () => {
  it('has the batches of one symbol, the default of the preset among them', () => {
    expect(defaultSpace(config).batchSize).toMatchObject({ low: 16, high: 128 });
    const settings = { ...config.settings, perSymbol: false };
    expect(defaultSpace({ ...config, settings }).batchSize).toMatchObject({ low: 64 });
  });
});
