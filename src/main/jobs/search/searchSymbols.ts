import { createRandom, deriveSeed, shuffle } from '#main/lib/random.ts';
import type { SelectionConfig } from '#shared/selection.ts';
import { SEARCH_SYMBOLS } from '#shared/searchContract.ts';
import { findSymbols, inputsOf, tooShort } from '../selection/perSymbol.ts';
import type { SelectionInputs } from '../selection/selectionModel.ts';
import type { SearchUnit } from './searchUnit.ts';

/** One fold of a cross-section, whatever trains on it. */
export interface PanelFold {
  inputs: SelectionInputs;
  config: SelectionConfig;
  /** Last date whose outcome it may learn from. */
  validTo: string;
}

/** The model of one symbol on one of the folds. */
export interface SymbolUnit {
  unit: SearchUnit;
  /** Which fold it is, and which symbol. */
  fold: number;
  slot: number;
}

/**
 * What trials train where each symbol has a model of its own: at most `SEARCH_SYMBOLS`, drawn by the run's
 * seed, each on one of the folds in turn. All symbols on every fold would make a trial as long as a run.
 *
 * @throws NOT_ENOUGH_HISTORY where no symbol has enough windows on every fold
 */
export function drawSymbolUnits(folds: readonly PanelFold[], seed: number): SymbolUnit[] {
  const found = folds.map(({ inputs }) => findSymbols(inputs));
  const known = found.map((all) => new Map(all.map((windows) => [windows.slot, windows])));
  const common = Int32Array.from(known[0].keys()).filter((slot) =>
    known.every((all) => all.has(slot)),
  );
  if (common.length === 0) throw tooShort();
  shuffle(common, createRandom(deriveSeed(seed, 'searchSymbols')));
  return Array.from(common.subarray(0, SEARCH_SYMBOLS), (slot, i): SymbolUnit => {
    const fold = i % folds.length;
    const { inputs, config } = folds[fold];
    const windows = known[fold].get(slot)!;
    return {
      unit: {
        kind: 'symbol',
        inputs: inputsOf(inputs, windows),
        ...{ config, windows },
      },
      fold,
      slot,
    };
  }).sort((a, b) => a.fold - b.fold || a.slot - b.slot);
}
