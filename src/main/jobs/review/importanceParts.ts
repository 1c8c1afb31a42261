import type { MeasuredImportance } from '#main/report/importance.ts';
import { AppError } from '#shared/errors.ts';
import type { FeatureImportance } from '#shared/toolkitContract.ts';

export const nothingKnown = (run: string): AppError =>
  new AppError(
    'INVALID_INPUT',
    `run ${run} has no stored model, or no test window whose outcome is known`,
    { run },
  );

export function joinFloats(parts: readonly Float32Array[]): Float32Array {
  const joined = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** Columns with their names, the largest importance first. */
export const rankFeatures = (
  names: readonly string[],
  { columns }: MeasuredImportance,
): FeatureImportance[] =>
  names
    .map((feature, column) => ({ feature, ...columns[column] }))
    .sort((a, b) => b.increase - a.increase);
