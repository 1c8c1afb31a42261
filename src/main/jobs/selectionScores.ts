import { unscale } from '#main/dataset/panel/panelScale.ts';
import { fromIsoDate } from '#main/lib/dates.ts';
import type { ScoredPanel } from '#main/report/selectionInput.ts';
import type { Scores } from '#main/signals/scores.ts';
import type { SelectionConfig } from '#shared/selection.ts';
import type { SelectionData } from './selectionData.ts';
import { membersOn } from './selectionUniverse.ts';
import type { ResolvedUniverse } from './selectionUniverse.ts';

/**
 * Predictions of the test windows as a table of dates × symbols. A score is the prediction in the label's
 * own unit; of a price: price / close − 1. Labels standardised by date keep that scale, since the day's own
 * statistics are not known yet; within a day the order is the same.
 */
export function toScores(
  data: SelectionData,
  { settings }: SelectionConfig,
  predictions: Float32Array,
): ScoredPanel {
  const { ends, rows, split, labelScale, symbols } = data;
  const dates = data.dates.slice(split.testFrom);
  const values = new Float64Array(dates.length * symbols.length).fill(NaN);
  const outcomes = values.slice();
  let s = 0;
  ends.test.forEach((row, i) => {
    while (row >= rows.start[s + 1]) s++;
    const date = rows.date[row];
    const value =
      labelScale.by === 'date' ? predictions[i] : unscale(labelScale, predictions[i], s, date);
    const at = (date - split.testFrom) * symbols.length + s;
    values[at] = settings.target === 'price' ? value / data.testCloses[i] - 1 : value;
    outcomes[at] = data.testOutcomes[i];
  });
  const standardised = {
    predictions: Float64Array.from(predictions),
    labels: Float64Array.from(data.testLabels),
  };
  return dropEarly({ dates, symbols, values, outcomes, standardised });
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
  { dates, symbols, values }: ScoredPanel,
  { memberships }: ResolvedUniverse,
): Scores {
  if (!memberships) return { dates, symbols, values };
  const mayBuy = new Uint8Array(values.length);
  dates.forEach((date, row) => {
    const inForce = membersOn(memberships, date);
    symbols.forEach((symbol, column) => {
      mayBuy[row * symbols.length + column] = Number(inForce.symbols.has(symbol));
    });
  });
  return { dates, symbols, values, mayBuy };
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
