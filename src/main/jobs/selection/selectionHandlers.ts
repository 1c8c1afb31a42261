import type { ServedHandlers } from '#main/rpc/serve.ts';
import type { SelectionOutputs } from '#shared/selectionContract.ts';
import { checkExpression, evaluateFactor, listFactors } from './factorJobs.ts';
import { runSelection } from './runSelection.ts';
import { rankRun, readScoreHistory } from './selectionRanking.ts';
import type { RunDependencies } from '../runs/storedRun.ts';

/** Factors, and runs over a cross-section. */
export function createSelectionHandlers(
  dependencies: RunDependencies,
): Pick<ServedHandlers, keyof SelectionOutputs> {
  const { store } = dependencies;
  return {
    'run.select': async (config, call) => ({ run: await runSelection(dependencies, config, call) }),
    'runs.rank': async (input) => Promise.resolve(rankRun(store, input)),
    'runs.scores': async (input) => Promise.resolve(readScoreHistory(store, input)),
    'factors.list': () => Promise.resolve(listFactors()),
    'factor.check': async (input) => Promise.resolve(checkExpression(input)),
    'factor.evaluate': (input, call) => evaluateFactor(store, input, call),
  };
}
