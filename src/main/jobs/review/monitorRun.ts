import { deriveSeed } from '#main/lib/random.ts';
import type { HandlerContext } from '#shared/contract.ts';
import { isTimingReport } from '#shared/runs.ts';
import type { MonitorReport } from '#shared/toolkitContract.ts';
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
  const report = dependencies.store.runs.readReport(run);
  const found = isTimingReport(report)
    ? await monitorTiming(dependencies, run, report, context)
    : await monitorSelection(dependencies, run, report, context);
  return judge(run, found, deriveSeed(report.seed, 'monitor'));
}
