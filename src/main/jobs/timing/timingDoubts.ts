import { confidenceOf } from '#main/report/confidence.ts';
import { probabilityEnds } from '#main/report/probabilityBand.ts';
import { canDropOut } from '#shared/models.ts';
import { AppError } from '#shared/errors.ts';
import type { TimingConfig } from '#shared/run.ts';
import type { FoldResult } from './timingFold.ts';

/** Whose probabilities are spoken of. */
export type SaidBy = keyof Pick<FoldResult, 'probabilities' | 'logistic'>;

/** What is thought of each probability of some folds, NaN where the fold is from before it was asked. */
export interface TimingDoubts {
  lower: Float64Array;
  upper: Float64Array;
  confidence: Float64Array;
  distance: Float64Array;
}

/**
 * Bands, confidence and distances of all predictions of one symbol, fold after fold. They follow from training
 * and validation parts alone. The baseline has no dropout: nothing but validation speaks of its doubt.
 */
export function doubtsOf(results: readonly FoldResult[], by: SaidBy): TimingDoubts {
  const rows = results.flatMap((result) => result[by].map((_, i) => doubtAt(result, by, i)));
  const column = (key: keyof TimingDoubts): Float64Array =>
    Float64Array.from(rows, (row) => row[key]);
  return {
    lower: column('lower'),
    upper: column('upper'),
    confidence: column('confidence'),
    distance: column('distance'),
  };
}

function doubtAt(result: FoldResult, by: SaidBy, i: number): Record<keyof TimingDoubts, number> {
  const isOwn = by === 'probabilities';
  const doubt = isOwn ? result.doubt : result.logisticDoubt;
  const spread = (isOwn ? result.passSpreads?.[i] : undefined) ?? 0;
  const passMean = result.passMeans?.[i];
  const ends =
    doubt === undefined
      ? { lower: NaN, upper: NaN }
      : probabilityEnds({
          ...{ probability: result[by][i], doubt, spread, passMean },
          ...(isOwn && { calibrator: result.calibrator }),
        });
  return { ...ends, confidence: confidenceOf(spread), distance: result.distances?.[i] ?? NaN };
}

/** Refuses a confidence that the model cannot state: INVALID_INPUT. */
export function assertConfidence({ model, settings }: TimingConfig): void {
  const { minConfidence, passes, dropout } = settings;
  if (minConfidence === 0) return;
  if (!canDropOut(model, settings)) {
    throw new AppError(
      'INVALID_INPUT',
      `${model} has no dropout, so that repeated passes say nothing: set minConfidence=0, or take another model`,
      { model },
    );
  }
  if (passes > 0 && dropout > 0) return;
  throw new AppError(
    'INVALID_INPUT',
    'minConfidence needs passes with dropout on: set passes=50 and dropout above 0, or minConfidence=0',
    { passes, dropout },
  );
}
