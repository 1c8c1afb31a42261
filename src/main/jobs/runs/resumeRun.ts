import type { HandlerContext } from '#shared/contract.ts';
import { isTimingConfig } from '#shared/runs.ts';
import { SELECTION_RUN } from '../selection/runSelection.ts';
import { TIMING_RUN } from '../timing/runTiming.ts';
import { goOnWith } from './storedRun.ts';
import type { RunDependencies } from './storedRun.ts';

/** Goes on with a run of any preset that was interrupted, cancelled or failed; throws as `goOnWith`. */
export async function resumeRun(
  dependencies: RunDependencies,
  run: string,
  context: HandlerContext,
): Promise<string> {
  const { runs } = dependencies.store;
  // Its process may have been killed since this one began.
  runs.markInterrupted();
  const stored = runs.get(run);
  const { config } = stored;
  await (isTimingConfig(config)
    ? goOnWith(dependencies, TIMING_RUN, { ...stored, config }, context)
    : goOnWith(dependencies, SELECTION_RUN, { ...stored, config }, context));
  return run;
}
