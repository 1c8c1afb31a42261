import { unscale } from '#main/dataset/panel/panelScale.ts';
import { fromIsoDate } from '#main/lib/dates.ts';
import type { ScoredPanel } from '#main/report/selectionInput.ts';
import type { Scores } from '#main/signals/scores.ts';
import type { SelectionConfig } from '#shared/selection.ts';
import type { SelectionData } from './selectionData.ts';
import { givesLabels } from './selectionModel.ts';
import { membersOn } from './selectionUniverse.ts';
import type { ResolvedUniverse } from './selectionUniverse.ts';

/**
 * Predictions of the test windows as a table of dates × symbols. A score is the prediction in the label's
 * own unit; of a price: price / close − 1. Labels standardised by date keep that scale, since the day's own
 * statistics are not known yet; within a day the order is the same. Weights and mere places in an order are
 * taken as they are.
 */
export function toScores(
  data: SelectionData,
  config: SelectionConfig,
  predictions: Float32Array,
  model = config.model,
): ScoredPanel {
  const { settings } = config;
  const areLabels = givesLabels(model, settings);
  const { ends, rows, split, labelScale, symbols } = data;
  const dates = data.dates.slice(split.testFrom);
  const values = new Float64Array(dates.length * symbols.length).fill(NaN);
  const outcomes = values.slice();
  let s = 0;
  ends.test.forEach((row, i) => {
    while (row >= rows.start[s + 1]) s++;
    const date = rows.date[row];
    const isScaled = areLabels && labelScale.by !== 'date';
    const value = isScaled ? unscale(labelScale, predictions[i], s, date) : predictions[i];
    const at = (date - split.testFrom) * symbols.length + s;
    const isPrice = areLabels && settings.target === 'price';
    values[at] = isPrice ? value / data.testCloses[i] - 1 : value;
    outcomes[at] = data.testOutcomes[i];
  });
  const standardised = {
    predictions: Float64Array.from(predictions),
    labels: Float64Array.from(data.testLabels),
  };
  return dropEarly({
    ...{ dates, symbols, values, outcomes },
    ...(areLabels && { standardised }),
    ...(model === 'portfolioTransformer' && { areWeights: true }),
  });
}

/** Without the days before the first score. */
function dropEarly(panel: ScoredPanel): ScoredPanel {
  const { dates, symbols, values, outcomes } = panel;
  const first = values.findIndex((value) => !Number.isNaN(value));
  const row = Math.floor(first / symbols.length);
  return {
    ...panel,
    dates: dates.slice(row),
    values: values.slice(row * symbols.length),
    outcomes: outcomes.slice(row * symbols.length),
  };
}

/** Marks what belonged to the universe on each date; everything where members do not change. */
export function markMembers(
  { dates, symbols, values, areWeights }: ScoredPanel,
  { memberships }: ResolvedUniverse,
): Scores {
  const scores = { dates, symbols, values, ...(areWeights && { areWeights }) };
  if (!memberships) return scores;
  const mayBuy = new Uint8Array(values.length);
  dates.forEach((date, row) => {
    const inForce = membersOn(memberships, date);
    symbols.forEach((symbol, column) => {
      mayBuy[row * symbols.length + column] = Number(inForce.symbols.has(symbol));
    });
  });
  return { ...scores, mayBuy };
}

/** The scores of members alone: what is no longer, or not yet, part of the universe says nothing of its quality. */
export function membersOnly(panel: ScoredPanel, { mayBuy }: Scores): ScoredPanel {
  if (!mayBuy) return panel;
  return { ...panel, values: panel.values.map((value, at) => (mayBuy[at] === 1 ? value : NaN)) };
}

/** Whether the store knows members by date from the run's beginning on, or had to take a later list. */
export const hasMemberDates = (
  { memberships, snapshotDate }: ResolvedUniverse,
  { from }: SelectionConfig,
): boolean =>
  memberships !== null &&
  memberships.length > 1 &&
  snapshotDate !== null &&
  snapshotDate <= fromIsoDate(from);
