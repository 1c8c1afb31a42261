import { createPanelInputs } from '#main/dataset/panel/panelInputs.ts';
import type { PanelInputs } from '#main/dataset/panel/panelInputs.ts';
import { buildPanelLabels } from '#main/dataset/panel/panelLabels.ts';
import { isTrained, packColumn, packRows } from '#main/dataset/panel/panelRows.ts';
import type { IsMember, PanelRows } from '#main/dataset/panel/panelRows.ts';
import { findEnds } from '#main/dataset/panel/panelSamples.ts';
import type { PanelEnds } from '#main/dataset/panel/panelSamples.ts';
import type { PanelScale } from '#main/dataset/panel/panelScale.ts';
import { splitPanel } from '#main/dataset/panel/panelSplit.ts';
import type { PanelSplit } from '#main/dataset/panel/panelSplit.ts';
import { selectPanelFeatures } from '#main/dataset/panel/selectPanelFeatures.ts';
import type { ChosenInputs } from '#main/dataset/panel/selectPanelFeatures.ts';
import type { Factor } from '#main/features/factors/factor.ts';
import type { Panel } from '#main/features/panel.ts';
import { fromIsoDate } from '#main/lib/dates.ts';
import { deriveSeed } from '#main/lib/random.ts';
import type { Store } from '#main/store/store.ts';
import type { HandlerContext } from '#shared/contract.ts';
import type { SymbolCode } from '#shared/domain.ts';
import { AppError } from '#shared/errors.ts';
import type { SelectionConfig } from '#shared/selection.ts';
import { columnsOf, eachFeature, expandFeatures } from './selectionFeatures.ts';
import { evaluateLabels, evaluateOutcomes, parseLabel } from './selectionLabels.ts';
import { unknownFeatureNotes, withKnownFeatures } from './knownFeatures.ts';
import { readSectorGroups } from './sectorGroups.ts';
import type { SelectionInputs } from './selectionModel.ts';
import { readPanel } from './selectionPanel.ts';
import { membersOn } from './selectionUniverse.ts';
import type { Membership, ResolvedUniverse } from './selectionUniverse.ts';
import { takeTurn } from '../takeTurn.ts';

/** A run's panel made ready: what models read, and what turns their predictions into scores. */
export interface SelectionData {
  symbols: readonly SymbolCode[];
  /** Of the whole panel. */
  dates: Int32Array;
  split: PanelSplit;
  rows: PanelRows;
  ends: PanelEnds;
  inputs: SelectionInputs;
  labelScale: PanelScale;
  /** Of the columns that models read. */
  names: string[];
  /** Inputs that were chosen on the training part; null where all are used. */
  features: string[] | null;
  /** By test window: the scaled label and the raw outcome, NaN while unknown, and the adjusted close. */
  testLabels: Float32Array;
  testOutcomes: Float64Array;
  testCloses: Float64Array;
  /** What a reader must know of how it was made. */
  notes: string[];
}

/** The last part of the training span, in time, whose loss is shown. */
export const VALID_SHARE = 0.15;

/** Training windows without which no model is worth its name. */
const FEWEST_SAMPLES = 100;

/** Reads the bars of a run and computes what its models train on. */
export async function readSelectionData(
  store: Store,
  config: SelectionConfig,
  { symbols, memberships }: Pick<ResolvedUniverse, 'symbols' | 'memberships'>,
  { signal, report }: HandlerContext,
): Promise<SelectionData> {
  const features = expandFeatures(config.settings.features);
  const label = parseLabel(config.settings.label);
  const panel = await readPanel(store, {
    symbols,
    from: fromIsoDate(config.from),
    to: fromIsoDate(config.to),
    columns: columnsOf(features, [label.label, label.outcome]),
    signal,
    onSymbol: (done) => report({ step: 'prepare', done, total: symbols.length }),
  });
  const known = withKnownFeatures(panel, config);
  const data = await buildSelectionData(panel, known.config, signal, memberships);
  const sectors = config.model === 'graphAttention' ? readSectorGroups(store, data) : null;
  if (data.inputs.panel) data.inputs.panel.groups = sectors?.groups;
  const notes = [...unknownFeatureNotes(known.unknown), ...(sectors ? [sectors.note] : [])];
  return { ...data, notes };
}

/**
 * Features, labels and windows of a panel. Statistics, quantiles and training labels depend on bars of the
 * training part alone, and on the symbols that belonged to the universe then.
 *
 * @throws INVALID_INPUT for a faulty expression, a look-ahead in a feature or a split outside the panel,
 *   NOT_ENOUGH_HISTORY where too little is left to train on or to predict
 */
export async function buildSelectionData(
  panel: Panel,
  config: SelectionConfig,
  signal?: AbortSignal,
  memberships: readonly Membership[] | null = null,
): Promise<SelectionData> {
  const { settings } = config;
  assertTarget(config);
  const features = expandFeatures(settings.features);
  const program = parseLabel(settings.label);
  const split = splitPanel(panel.dates, fromIsoDate(config.split), VALID_SHARE);
  const rows = packRows(panel, memberCheck(memberships));
  const all = createPanelInputs(rows, split, features.length, settings);
  await eachFeature(features, panel, all.set, signal);
  const labelColumns = await evaluateLabels(
    program,
    panel,
    withoutLate(panel, rows, split),
    split,
    signal,
  );
  const { y, scale } = buildPanelLabels(rows, labelColumns, split, settings);
  const { inputs, features: chosen } = chooseInputs(all, rows, features, y, split, config);
  const ends = findEnds(rows, inputs, y, split, settings.lookback);
  assertEnough(ends, config);
  await takeTurn(signal);
  const outcomes = evaluateOutcomes(program, panel, labelColumns.test, settings.target);
  const labelsAt = (of: Int32Array): Float32Array => Float32Array.from(of, (row) => y[row]);
  return {
    symbols: panel.symbols,
    dates: panel.dates,
    split,
    rows,
    ends,
    inputs: {
      ...{ x: inputs.x, width: inputs.width },
      ...ends,
      ...{ trainLabels: labelsAt(ends.train), validLabels: labelsAt(ends.valid) },
      panel: { start: rows.start, date: rows.date, labelScale: scale },
    },
    labelScale: scale,
    names: chosen ?? features.map(({ name }) => name),
    features: chosen,
    testLabels: labelsAt(ends.test),
    testOutcomes: valuesAt(rows, ends.test, outcomes),
    testCloses: valuesAt(rows, ends.test, panel.columns.close),
    notes: [],
  };
}

const memberCheck = (memberships: readonly Membership[] | null): IsMember | undefined =>
  memberships === null
    ? undefined
    : (symbol, date) => membersOn(memberships, date).symbols.has(symbol);

/** Values of a panel's column on these rows. */
function valuesAt(rows: PanelRows, at: Int32Array, column: Float64Array): Float64Array {
  const packed = packColumn(rows, column);
  return Float64Array.from(at, (row) => packed[row]);
}

function chooseInputs(
  all: PanelInputs,
  rows: PanelRows,
  features: readonly Factor[],
  y: Float32Array,
  split: PanelSplit,
  { settings, seed }: SelectionConfig,
): ChosenInputs {
  const names = features.map(({ name }) => name);
  const { train } = findEnds(rows, all, y, split, settings.lookback);
  const ownSeed = deriveSeed(seed, 'features');
  return selectPanelFeatures(all, rows, names, train, y, settings, ownSeed);
}

/** The panel without bars of symbols that do not belong to the universe before the test part. */
function withoutLate(panel: Panel, rows: PanelRows, { testFrom }: PanelSplit): Panel {
  if (!rows.isMember) return panel;
  const close = panel.columns.close.slice();
  for (let s = 0; s < panel.symbols.length; s++) {
    let row = rows.start[s];
    while (row < rows.start[s + 1] && !isTrained(rows, row, testFrom)) row++;
    if (row < rows.start[s + 1]) continue;
    close.fill(NaN, s * rows.dates, (s + 1) * rows.dates);
  }
  return { ...panel, columns: { ...panel.columns, close } };
}

function assertTarget({ settings }: SelectionConfig): void {
  if (settings.target !== 'price') return;
  if (settings.standardise === 'date') {
    throw new AppError(
      'INVALID_INPUT',
      'target=price needs standardise=symbol or column: statistics of the day on which the price is reached are not known before',
    );
  }
  if (settings.labelClasses > 0) {
    throw new AppError('INVALID_INPUT', 'target=price needs labelClasses=0: a class is no price');
  }
}

function assertEnough({ train, valid, test }: PanelEnds, config: SelectionConfig): void {
  if (train.length < FEWEST_SAMPLES || valid.length === 0) {
    throw new AppError(
      'NOT_ENOUGH_HISTORY',
      `training needs ${FEWEST_SAMPLES} windows with known labels before ${config.split}, and some to validate; there are ${train.length} and ${valid.length}: begin earlier, or shorten the warm-up`,
      { needed: FEWEST_SAMPLES, had: train.length },
    );
  }
  if (test.length > 0) return;
  throw new AppError(
    'NOT_ENOUGH_HISTORY',
    `nothing can be predicted from ${config.split} to ${config.to}: no symbol has ${config.settings.lookback} whole bars up to a day there`,
    { needed: 1, had: 0 },
  );
}
