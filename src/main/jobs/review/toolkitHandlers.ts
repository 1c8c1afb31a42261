import type { ServedHandlers } from '#main/rpc/serve.ts';
import type { ToolkitOutputs } from '#shared/toolkitContract.ts';
import { explainRun } from './explainRun.ts';
import { importanceOfRun, storedImportance } from './importanceRun.ts';
import { monitorRun } from './monitorRun.ts';
import type { RunDependencies } from '../runs/storedRun.ts';

/** What is asked of finished runs: how they fare, and why they said what they said. */
export function createToolkitHandlers(
  dependencies: RunDependencies,
): Pick<ServedHandlers, keyof ToolkitOutputs> {
  return {
    'runs.monitor': ({ run }, call) => monitorRun(dependencies, run, call),
    'runs.explain': (input, call) => explainRun(dependencies, input, call),
    'runs.importance': (input, call) => importanceOfRun(dependencies, input, call),
    'runs.storedImportance': async (input) =>
      Promise.resolve(storedImportance(dependencies.store, input)),
  };
}
