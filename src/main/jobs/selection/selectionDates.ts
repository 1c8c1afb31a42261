import { streamDates } from '#main/dataset/panel/dateSamples.ts';
import type { DateSamples } from '#main/dataset/panel/dateSamples.ts';
import { unscale } from '#main/dataset/panel/panelScale.ts';
import { assert } from '#main/lib/assert.ts';
import { deriveSeed } from '#main/lib/random.ts';
import type { DateSpec } from '#main/model/dates/dateNetwork.ts';
import { trainDates } from '#main/model/dates/trainDates.ts';
import { AppError } from '#shared/errors.ts';
import type { SelectionConfig } from '#shared/selection.ts';
import type { SelectionSettings } from '#shared/selectionSettings.ts';
import { toTraining } from '../training/memberPlans.ts';
import { lossesOf } from './selectionWindows.ts';
import type { OnEpoch, SelectionInputs, TrainedSelection } from './selectionWindows.ts';

type DateModel = DateSpec['kind'];

/** Every pair of symbols of a date has a score: more would not fit into memory. */
const MOST_SYMBOLS = 1500;

/**
 * Trains a network that reads all symbols of a date at once. Graph attention learns scaled labels, `batchSize`
 * windows at a time; the portfolio Transformer learns raw returns over `batchSize` consecutive dates.
 *
 * @throws INVALID_INPUT for an ensemble, for one model a stock, and for too many symbols
 */
export async function trainOnDates(
  inputs: SelectionInputs,
  config: SelectionConfig,
  model: DateModel,
  onEpoch: OnEpoch,
): Promise<TrainedSelection> {
  const { settings } = config;
  const seed = deriveSeed(config.seed, 'model');
  assertPossible(inputs, settings, model);
  const samples = toDates(inputs, settings, model);
  const training = toTraining(settings);
  const isGraph = model === 'graphAttention';
  const trained = await trainDates({
    ...{ ...training, seed, onEpoch, train: samples.train, valid: samples.valid },
    spec: toDateSpec(model, settings),
    loss: isGraph
      ? { kind: 'squaredError' }
      : { kind: 'sharpe', turnoverCost: settings.turnoverCost },
    batchSize: isGraph
      ? Math.max(1, Math.round(settings.batchSize / samples.train.slots))
      : Math.max(2, settings.batchSize),
  });
  const { test } = samples;
  const atWindows = atEnds(inputs.test, test);
  const passes =
    settings.passes > 0
      ? trained.predictPasses(test, settings.passes, deriveSeed(seed, 'pass'))
      : null;
  return {
    losses: lossesOf(trained),
    predictions: atWindows(trained.predict(test)),
    validPredictions: isGraph
      ? atEnds(inputs.valid, samples.valid)(trained.predict(samples.valid))
      : null,
    passes: passes && { mean: atWindows(passes.mean), spread: atWindows(passes.spread) },
    weights: trained.toBytes(),
  };
}

function assertPossible(
  { panel }: SelectionInputs,
  { perSymbol, ensembleSeeds, ensembleModels }: SelectionSettings,
  model: DateModel,
): void {
  assert(panel, 'the dates of the rows are known');
  if (perSymbol || ensembleSeeds > 1 || ensembleModels !== 'none') {
    throw new AppError(
      'INVALID_INPUT',
      `${model} reads all symbols of a date at once: leave perSymbol=false, ensembleSeeds=1 and ensembleModels=none`,
      { model },
    );
  }
  const symbols = panel.start.length - 1;
  if (model === 'graphAttention' && symbols > MOST_SYMBOLS) {
    throw new AppError(
      'INVALID_INPUT',
      `graphAttention weighs every pair of symbols and takes at most ${MOST_SYMBOLS}, the universe has ${symbols}: name fewer`,
      { most: MOST_SYMBOLS, had: symbols },
    );
  }
}

function toDates(inputs: SelectionInputs, { lookback }: SelectionSettings, model: DateModel) {
  const { x, width, panel } = inputs;
  assert(panel, 'the dates of the rows are known');
  const source = { x, width, lookback, places: panel, groups: panel.groups };
  const labels = (ends: Int32Array, scaled: Float32Array): Float32Array =>
    model === 'portfolioTransformer' ? rawReturns(inputs, ends, scaled) : scaled;
  const unknown = new Float32Array(inputs.test.length).fill(NaN);
  return {
    train: streamDates(source, inputs.train, labels(inputs.train, inputs.trainLabels)),
    valid: streamDates(source, inputs.valid, labels(inputs.valid, inputs.validLabels)),
    test: streamDates(source, inputs.test, unknown),
  };
}

/** Labels as returns again: a portfolio earns what each of its parts does. */
function rawReturns({ panel }: SelectionInputs, ends: Int32Array, scaled: Float32Array) {
  assert(panel, 'the scale of labels is known');
  const { start, date, labelScale } = panel;
  let slot = 0;
  return scaled.map((label, i) => {
    while (ends[i] >= start[slot + 1]) slot++;
    return unscale(labelScale, label, slot, date[ends[i]]);
  });
}

/** Picks the output of each window that ends on one of these rows. */
function atEnds(ends: Int32Array, { row }: DateSamples): (values: Float32Array) => Float32Array {
  const placeOf = new Map<number, number>();
  row.forEach((end, at) => {
    if (end >= 0) placeOf.set(end, at);
  });
  const place = ends.map((end) => placeOf.get(end)!);
  return (values) => Float32Array.from(place, (at) => values[at]);
}

function toDateSpec(kind: DateModel, settings: SelectionSettings): DateSpec {
  const { hidden, heads, layers, feedForward, headUnits: dense, dropout } = settings;
  return kind === 'graphAttention'
    ? { kind, hidden, heads, dropout }
    : { kind, hidden, heads, layers, feedForward, dense, dropout };
}
