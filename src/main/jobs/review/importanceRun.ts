import { deriveSeed } from '#main/lib/random.ts';
import type { Store } from '#main/store/store.ts';
import type { HandlerContext, ParsedInput } from '#shared/contract.ts';
import type { SymbolCode } from '#shared/domain.ts';
import { isTimingConfig, isTimingReport } from '#shared/runs.ts';
import type { RunImportance } from '#shared/toolkitContract.ts';
import type { RunDependencies } from '../runs/storedRun.ts';
import { predictIn, withWorker } from '../training/predictInWorker.ts';
import { changedSince, isDataChanged } from './dataCheck.ts';
import { importanceOfSelection } from './importanceSelection.ts';
import { importanceOfTiming } from './importanceTiming.ts';

/** What is stored of a run's importance, null where nothing was computed. */
export function storedImportance(
  store: Store,
  { run, symbol }: ParsedInput<'runs.storedImportance'>,
): RunImportance | null {
  return store.importance.read(run, keyOf(store, run, symbol));
}

/** A cross-section is looked at as a whole. */
function keyOf(store: Store, run: string, symbol: SymbolCode | undefined): SymbolCode | null {
  const { config } = store.runs.get(run);
  return isTimingConfig(config) ? (symbol ?? config.symbols[0]) : null;
}

/**
 * How much a finished run leans on each input; computed once and stored with the run.
 *
 * @throws INVALID_INPUT for a run without a report, without stored models or without known outcomes,
 *   or where its bars have changed since
 */
export async function importanceOfRun(
  { store, workerFile }: RunDependencies,
  { run, symbol }: ParsedInput<'runs.importance'>,
  context: HandlerContext,
): Promise<RunImportance> {
  const known = storedImportance(store, { run, symbol });
  if (known) return known;
  const report = store.runs.readReport(run);
  // It is kept with the run, and would be of other inputs than the run's.
  if (isDataChanged(store, report)) throw changedSince(run);
  context.report({ step: 'importance', done: 0, total: 0 });
  const found = await withWorker({ workerFile, signal: context.signal }, (worker) => {
    if (!isTimingReport(report)) {
      const seed = deriveSeed(report.seed, 'importance');
      return importanceOfSelection({ store, selection: report, worker, seed }, context);
    }
    const { config } = report;
    const own = symbol ?? config.symbols[0];
    const seed = deriveSeed(report.seed, 'importance', own);
    return importanceOfTiming(
      store,
      { run, config, symbol: own, seed },
      predictIn(worker),
      context,
    );
  });
  store.importance.save(found);
  return found;
}
