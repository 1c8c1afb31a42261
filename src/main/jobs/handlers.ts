import { describeBackend } from '#main/model/backend.ts';
import { renderHtml } from '#main/report/htmlReport.ts';
import type { ServedHandlers } from '#main/rpc/serve.ts';
import type { FileChecker } from '#main/store/checkFile.ts';
import type { Store } from '#main/store/store.ts';
import type { EventMessage } from '#shared/contract.ts';
import type { SymbolCode } from '#shared/domain.ts';
import type { SearchOutputs } from '#shared/searchContract.ts';
import type { SelectionOutputs } from '#shared/selectionContract.ts';
import { createDataHandlers } from './data/dataHandlers.ts';
import { createJobWatch } from './jobWatch.ts';
import { resumeRun } from './runs/resumeRun.ts';
import { runTiming } from './timing/runTiming.ts';
import type { RunDependencies } from './runs/storedRun.ts';
import { runSample } from './timing/runSample.ts';
import { createSearchHandlers } from './search/searchHandlers.ts';
import { createSelectionHandlers } from './selection/selectionHandlers.ts';
import { createSourceDesk } from './data/sourceDesk.ts';
import type { SourceDesk } from './data/sourceDesk.ts';
import { createToolkitHandlers } from './review/toolkitHandlers.ts';

export interface HandlerDependencies {
  store: Store;
  appVersion: string;
  /** Entry file of the processes that train folds, beside the one that runs. */
  workerFile: string;
  /** Pushes to every window. */
  emit: (event: EventMessage) => void;
  databaseFile: string;
  /** Where the engine's own background work asks too; made here where it is left out. */
  desk?: SourceDesk;
  /** Where whole files are looked at; in this thread where it is left out. */
  check?: FileChecker;
  /** Milliseconds since 1970. */
  now?: () => number;
}

/** Every use case of the app by its name in the contract; `jobs.*` are answered by the server itself. */
export function createHandlers(dependencies: HandlerDependencies): ServedHandlers {
  const { now = Date.now } = dependencies;
  const desk = dependencies.desk ?? createSourceDesk(dependencies);
  const watch = createJobWatch();
  return watch.watch({
    ...createAppHandlers(dependencies),
    ...createDataHandlers({ ...dependencies, desk, now, watch }),
    ...createRunHandlers(dependencies),
  });
}

type Named<Prefix extends string> = Pick<
  ServedHandlers,
  Extract<keyof ServedHandlers, `${Prefix}.${string}`>
>;

function createAppHandlers({
  store,
  appVersion,
  databaseFile,
}: HandlerDependencies): Named<'app' | 'settings'> {
  return {
    'app.status': () =>
      Promise.resolve({
        version: appVersion,
        database: databaseFile,
        backend: describeBackend(),
        isFirstStart: store.bars.stats().length === 0 && store.runs.list().length === 0,
      }),
    'settings.get': () => Promise.resolve(store.settings.read()),
    'settings.set': (patch) => Promise.resolve(store.settings.change(patch)),
  };
}

function createRunHandlers(
  dependencies: HandlerDependencies,
): Named<'run' | 'runs' | 'sample'> &
  Pick<ServedHandlers, keyof SelectionOutputs | keyof SearchOutputs> {
  const { store, emit } = dependencies;
  const announce = (run: string): void =>
    emit({ type: 'event', name: 'runs.changed', payload: { run } });
  const announceBars = (symbols: SymbolCode[]): void =>
    emit({ type: 'event', name: 'bars.changed', payload: { symbols } });
  const announceSearch = (search: string): void =>
    emit({ type: 'event', name: 'searches.changed', payload: { search } });
  const runs: RunDependencies = { ...dependencies, announce };
  return {
    ...createSelectionHandlers(runs),
    ...createSearchHandlers({ ...runs, announce: announceSearch }),
    ...createToolkitHandlers(runs),
    'sample.run': async (_input, call) => ({
      run: await runSample({ ...runs, announceBars }, call),
    }),
    'run.timing': async (config, call) => ({ run: await runTiming(runs, config, call) }),
    'run.resume': async ({ run }, call) => ({ run: await resumeRun(runs, run, call) }),
    'runs.list': () => {
      // A command line that was killed leaves a run behind while this process lives on.
      store.runs.markInterrupted();
      return Promise.resolve(store.runs.list());
    },
    'runs.get': ({ run }) => Promise.resolve(store.runs.readReport(run)),
    'runs.delete': ({ run }) => {
      const deleted = store.runs.remove(run);
      announce(run);
      return Promise.resolve({ deleted });
    },
    'runs.exportHtml': ({ run }) =>
      Promise.resolve({ html: renderHtml(store.runs.readReport(run)) }),
  };
}
