import { deriveSeed } from '#main/lib/random.ts';
import type { HandlerContext } from '#shared/contract.ts';
import { isTimingReport } from '#shared/runs.ts';
import type { MonitorReport } from '#shared/toolkitContract.ts';
import { onTodaysBars } from './dataCheck.ts';
import { judge } from './monitorRecords.ts';
import { monitorSelection } from './monitorSelection.ts';
import { monitorTiming } from './monitorTiming.ts';
import type { RunDependencies } from '../runs/storedRun.ts';

/**
 * How a finished run has fared on what became known since it ended: its errors against those it knew of
 * itself, and how far its inputs have moved. The same bars give the same answer.
 *
 * @throws INVALID_INPUT for a run without a report or without forecasts, NOT_ENOUGH_HISTORY where its bars
 *   are gone
 */
export async function monitorRun(
  dependencies: RunDependencies,
  run: string,
  context: HandlerContext,
): Promise<MonitorReport> {
  const { store } = dependencies;
  const report = store.runs.readReport(run);
  const { found, isChanged } = await onTodaysBars(store, report, async () =>
    isTimingReport(report)
      ? monitorTiming(dependencies, run, report, context)
      : monitorSelection(dependencies, run, report, context),
  );
  if (isChanged) {
    found.evidence.unshift(
      'Changed bars: the store no longer holds the bars of the run as they were; errors and shifts may come of that alone.',
    );
  }
  return judge(run, found, deriveSeed(report.seed, 'monitor'));
}
