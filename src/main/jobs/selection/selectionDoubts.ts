import { unscale } from '#main/dataset/panel/panelScale.ts';
import { combineBand, confidenceOf } from '#main/report/confidence.ts';
import { bandHalf } from '#main/report/predictionBand.ts';
import type { ScoredPanel } from '#main/report/selectionInput.ts';
import type { Scores } from '#main/signals/scores.ts';
import type { ScoreDoubts } from '#main/store/scores.ts';
import type { SelectionConfig, SelectionModel } from '#shared/selection.ts';
import type { TrainedResult } from './perSymbol.ts';
import type { SelectionData } from './selectionData.ts';
import { givesLabels } from './selectionModel.ts';

/** Label − prediction on the validation part, NaN where the model had nothing to say. */
export const residualsOf = (
  { inputs: { validLabels } }: Pick<SelectionData, 'inputs'>,
  validPredictions: Float32Array,
): Float32Array => validPredictions.map((prediction, i) => validLabels[i] - prediction);

/** What is known of a score besides the prediction itself, from the training and validation parts. */
export interface SaidOfWindows extends Pick<
  TrainedResult,
  'predictions' | 'validPredictions' | 'passes'
> {
  /** Of each test window: share of the training windows that lie nearer to their middle. */
  distances: Float32Array;
}

/**
 * Band, spread and distance of each score, as a table like `scored`. A band is that of returns; prices, weights
 * and places in an order have none. Labels standardised by date keep that scale, as their scores do.
 */
export function doubtsOfScores(
  data: SelectionData,
  { settings }: SelectionConfig,
  model: SelectionModel,
  scored: Pick<ScoredPanel, 'dates' | 'values'>,
  { predictions, validPredictions, passes, distances }: SaidOfWindows,
): ScoreDoubts {
  const { ends, rows, labelScale, symbols } = data;
  const hasBand = givesLabels(model, settings) && settings.target === 'return';
  const half = hasBand && validPredictions ? bandHalf(residualsOf(data, validPredictions)) : null;
  const empty = (): Float64Array => new Float64Array(scored.values.length).fill(NaN);
  const table = {
    lowers: half === null ? null : empty(),
    spreads: passes ? empty() : null,
    distances: empty(),
  };
  const firstDate = data.dates.indexOf(scored.dates[0]);
  let s = 0;
  ends.test.forEach((row, i) => {
    while (row >= rows.start[s + 1]) s++;
    const date = rows.date[row];
    if (date < firstDate) return;
    const at = (date - firstDate) * symbols.length + s;
    const spread = passes?.spread[i] ?? 0;
    if (table.lowers && half !== null) {
      const { lower } = combineBand(predictions[i], half, spread);
      table.lowers[at] = labelScale.by === 'date' ? lower : unscale(labelScale, lower, s, date);
    }
    if (table.spreads) table.spreads[at] = spread;
    table.distances[at] = distances[i];
  });
  return table;
}

/** The scores with what strategies read of their doubts; without dropout no pass differs from another. */
export function withDoubts(scores: Scores, doubts: ScoreDoubts | undefined): Scores {
  if (!doubts) return scores;
  const { lowers, spreads, distances } = doubts;
  const confidence = spreads
    ? spreads.map(confidenceOf)
    : new Float64Array(scores.values.length).fill(1);
  return {
    ...scores,
    doubts: {
      confidence,
      ...(lowers && { lower: lowers }),
      ...(distances && { distance: distances }),
    },
  };
}
