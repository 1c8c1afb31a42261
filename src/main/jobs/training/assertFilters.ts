import { AppError } from '#shared/errors.ts';
import { widestFilter } from '#shared/filters.ts';
import type { AnyModel } from '#shared/models.ts';

interface Filtered {
  model: AnyModel;
  settings: { ensembleModels: string; kernelSize: number; lookback: number };
}

/** Refuses, before anything is trained, filters that do not fit into the window: INVALID_INPUT. */
export function assertFilters({ model, settings }: Filtered): void {
  const { ensembleModels, kernelSize, lookback } = settings;
  const most = widestFilter(lookback);
  if (![model, ...ensembleModels.split('+')].includes('cnn') || kernelSize <= most) return;
  throw new AppError(
    'INVALID_INPUT',
    `kernelSize=${kernelSize}: the two filters of cnn do not fit into ${lookback} bars: set kernelSize=${most} or lower, or lookback=${2 * kernelSize - 1} or higher`,
    { kernelSize, lookback },
  );
}
