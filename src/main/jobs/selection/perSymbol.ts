import { assert } from '#main/lib/assert.ts';
import { deriveSeed } from '#main/lib/random.ts';
import { AppError } from '#shared/errors.ts';
import type { SelectionConfig, SelectionModel } from '#shared/selection.ts';
import type { SelectionSettings } from '#shared/selectionSettings.ts';
import type { SelectionInputs, TrainedSelection, TrainingLosses } from './selectionWindows.ts';

/** Fewer training or validation windows teach a symbol's model nothing. */
const FEWEST_OWN = { train: 60, valid: 10 };

/** Whether each symbol has a model of its own. Ridge regression is always one for all. */
export const isPerSymbol = (
  model: SelectionModel,
  { perSymbol }: Pick<SelectionSettings, 'perSymbol'>,
): boolean => perSymbol && !['ridge', 'graphAttention', 'portfolioTransformer'].includes(model);

type Span = readonly [from: number, to: number];

/** Where the windows of one symbol lie among those of all; those of a part follow one another. */
export interface SymbolWindows {
  /** Its place among the symbols. */
  slot: number;
  train: Span;
  valid: Span;
  test: Span;
}

/**
 * The symbols with enough windows for a model of their own, in their order.
 *
 * @throws NOT_ENOUGH_HISTORY where there is none
 */
export function findSymbols({ panel, train, valid, test }: SelectionInputs): SymbolWindows[] {
  assert(panel, 'the rows of each symbol are known');
  const { start } = panel;
  const cuts = { train: cut(train, start), valid: cut(valid, start), test: cut(test, start) };
  const found = Array.from({ length: start.length - 1 }, (_, slot): SymbolWindows => {
    const span = (part: Int32Array): Span => [part[slot], part[slot + 1]];
    return { slot, train: span(cuts.train), valid: span(cuts.valid), test: span(cuts.test) };
  }).filter(
    (one) => length(one.train) >= FEWEST_OWN.train && length(one.valid) >= FEWEST_OWN.valid,
  );
  if (found.length === 0) throw tooShort();
  return found;
}

const length = ([from, to]: Span): number => to - from;

/** For each symbol the first of the windows that end on its rows or later ones. */
function cut(ends: Int32Array, start: Int32Array): Int32Array {
  let at = 0;
  return start.map((row) => {
    while (at < ends.length && ends[at] < row) at++;
    return at;
  });
}

export const tooShort = (): AppError =>
  new AppError(
    'NOT_ENOUGH_HISTORY',
    `one model a symbol needs ${FEWEST_OWN.train} windows to train and ${FEWEST_OWN.valid} to validate of at least one; begin earlier, or shorten lookback`,
    { needed: FEWEST_OWN.train },
  );

/** The rows and windows of one symbol alone, and nothing else of the panel. */
export function inputsOf(all: SelectionInputs, windows: SymbolWindows): SelectionInputs {
  assert(all.panel, 'the rows of each symbol are known');
  const [from, to] = [all.panel.start[windows.slot], all.panel.start[windows.slot + 1]];
  const ends = (of: Int32Array, span: Span): Int32Array =>
    of.subarray(...span).map((row) => row - from);
  return {
    x: all.x.slice(from * all.width, to * all.width),
    width: all.width,
    train: ends(all.train, windows.train),
    valid: ends(all.valid, windows.valid),
    test: ends(all.test, windows.test),
    trainLabels: all.trainLabels.slice(...windows.train),
    validLabels: all.validLabels.slice(...windows.valid),
  };
}

/** The config of one symbol's model, which has a seed of its own. */
export const configOf = (config: SelectionConfig, { slot }: SymbolWindows): SelectionConfig => ({
  ...config,
  seed: deriveSeed(config.seed, 'symbol', slot),
});

/** What a model said and how it learned, without itself. */
export type TrainedResult = Omit<TrainedSelection, 'weights'>;

/**
 * What all of them give together: symbols without a model have no predictions, and losses are means over
 * symbols by epoch, as long as any is trained.
 */
export function joinSymbols(
  inputs: Pick<SelectionInputs, 'valid' | 'test'>,
  parts: readonly { windows: SymbolWindows; result: TrainedResult }[],
): TrainedResult {
  const none = (of: Int32Array): Float32Array => new Float32Array(of.length).fill(NaN);
  const [predictions, validPredictions] = [none(inputs.test), none(inputs.valid)];
  const hasPasses = parts.some(({ result }) => result.passes !== null);
  const passes = hasPasses ? { mean: none(inputs.test), spread: none(inputs.test) } : null;
  for (const { windows, result } of parts) {
    predictions.set(result.predictions, windows.test[0]);
    assert(result.validPredictions, 'a model of windows predicts labels');
    validPredictions.set(result.validPredictions, windows.valid[0]);
    if (!passes || !result.passes) continue;
    passes.mean.set(result.passes.mean, windows.test[0]);
    passes.spread.set(result.passes.spread, windows.test[0]);
  }
  const losses = meanLosses(parts.map(({ result }) => result.losses));
  return { losses, predictions, validPredictions, passes };
}

function meanLosses(all: readonly TrainingLosses[]): TrainingLosses {
  const mean = (key: keyof TrainingLosses): number[] => {
    const epochs = Math.max(0, ...all.map((losses) => losses[key].length));
    return Array.from({ length: epochs }, (_, epoch) => {
      const values = all.flatMap((losses) => losses[key].slice(epoch, epoch + 1));
      return values.reduce((sum, value) => sum + value, 0) / values.length;
    });
  };
  return {
    trainLosses: mean('trainLosses'),
    trainErrors: mean('trainErrors'),
    validLosses: mean('validLosses'),
  };
}
