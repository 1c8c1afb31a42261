import type { HandlerContext, ParsedInput } from '#shared/contract.ts';
import { isTimingReport } from '#shared/runs.ts';
import type { Explanation } from '#shared/toolkitContract.ts';
import type { RunDependencies } from '../runs/storedRun.ts';
import { onTodaysBars } from './dataCheck.ts';
import { explainSelection } from './explainSelection.ts';
import { explainTiming } from './explainTiming.ts';

/**
 * What each input contributed to one day's prediction of a finished run; no bar behind that day is read.
 *
 * @throws INVALID_INPUT for a day that has no prediction, or a run without a report or without stored models
 */
export async function explainRun(
  dependencies: RunDependencies,
  { run, symbol, date }: ParsedInput<'runs.explain'>,
  context: HandlerContext,
): Promise<Explanation> {
  const { store } = dependencies;
  const report = store.runs.readReport(run);
  const { found, isChanged } = await onTodaysBars(store, report, async () =>
    isTimingReport(report)
      ? explainTiming(dependencies, report, { symbol, date }, context)
      : explainSelection(dependencies, report, { symbol, date }, context),
  );
  return { ...found, isDataChanged: isChanged };
}
