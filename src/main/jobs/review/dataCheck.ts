import type { Store } from '#main/store/store.ts';
import { AppError, toAppError } from '#shared/errors.ts';
import { isTimingReport } from '#shared/runs.ts';
import type { RunReport } from '#shared/runs.ts';
import { selectionDataVersion } from '../selection/selectionDataVersion.ts';
import { TIMING_RUN } from '../timing/runTiming.ts';

/** Whether the store holds other bars for a run's span than the run had: corrected, removed or added ones. */
export const isDataChanged = (store: Store, report: RunReport): boolean =>
  report.dataVersion !==
  (isTimingReport(report)
    ? TIMING_RUN.readDataVersion(store, report.config)
    : selectionDataVersion(store, report.config));

export const changedSince = (run: string): AppError =>
  new AppError(
    'INVALID_INPUT',
    `the bars of run ${run} have changed since, and its inputs cannot be made again: start it anew`,
    { run },
  );

/**
 * Does what computes a run's inputs again, and says whether it did so on changed bars. Where those no longer
 * hold the run's windows, nothing else than that change can be told.
 */
export async function onTodaysBars<T>(
  store: Store,
  report: RunReport,
  work: () => Promise<T>,
): Promise<{ found: T; isChanged: boolean }> {
  const isChanged = isDataChanged(store, report);
  try {
    return { found: await work(), isChanged };
  } catch (thrown) {
    if (isChanged && toAppError(thrown).code === 'INTERNAL') throw changedSince(report.run);
    throw thrown;
  }
}
