import { toIsoDate } from '#main/lib/dates.ts';
import { checkHere } from '#main/store/checkFile.ts';
import type { FileChecker } from '#main/store/checkFile.ts';
import { listRules } from '#main/market/listRules.ts';
import type { EventMessage, Handlers } from '#shared/contract.ts';
import type { dataInputs } from '#shared/dataContract.ts';
import type { SymbolCode } from '#shared/domain.ts';
import type { DownloadDependencies } from './downloadJob.ts';
import type { JobWatch } from '../jobWatch.ts';
import { getDownload, listDownloads, removeDownload, resumeDownload } from './downloads.ts';
import { exportBars, exportText } from './exportBars.ts';
import { dismissFindings, listFindings, listQuarantine } from './health.ts';
import { importFiles, importPaths } from './importBars.ts';
import { inspectAgain } from './inspectStored.ts';
import { listInstruments } from './listInstruments.ts';
import { backupStore, checkStore, restoreStore } from './maintainStore.ts';
import { minuteCoverage } from './minuteCoverage.ts';
import { removeBars } from './removeBars.ts';
import { getSpot, refreshSpot } from './spot.ts';
import { testSource } from './testSource.ts';
import { updateBars } from './updateBars.ts';
import { getCalendar, updateCalendar } from './updateCalendar.ts';
import { updateInstruments } from './updateInstruments.ts';
import { updateMinutes } from './updateMinutes.ts';
import { viewBars } from './viewBars.ts';
import { getWatchlist, setWatchlist } from './watchlist.ts';

export type DataHandlers = Pick<Handlers, keyof typeof dataInputs>;
type Part<Name extends string> = Pick<
  DataHandlers,
  Extract<keyof DataHandlers, `${Name}.${string}`>
>;

export interface DataDependencies extends DownloadDependencies {
  watch: JobWatch;
  /** Where whole files are looked at; in this thread where it is left out. */
  check?: FileChecker | undefined;
}

/** Bars, sources, downloads, instruments and the database itself. */
export function createDataHandlers(dependencies: DataDependencies): DataHandlers {
  return {
    ...createListHandlers(dependencies),
    ...createBarHandlers(dependencies),
    ...createDownloadHandlers(dependencies),
    ...createSourceHandlers(dependencies),
    ...createHealthHandlers(dependencies),
    ...createStoreHandlers(dependencies),
  };
}

const answer = async <T>(value: T): Promise<T> => Promise.resolve(value);

function createListHandlers(
  dependencies: DownloadDependencies,
): Part<'instruments' | 'members' | 'calendar' | 'watchlist'> {
  const { store } = dependencies;
  return {
    'instruments.list': (input) => listInstruments(store, input),
    'instruments.search': async ({ text, limit }) => answer(store.instruments.search(text, limit)),
    'instruments.update': (input, context) => updateInstruments(dependencies, input, context),
    'members.get': ({ index }) => {
      const { snapshotDate, symbols } = store.members.indexMembers(index);
      return answer({
        snapshotDate: snapshotDate === null ? null : toIsoDate(snapshotDate),
        symbols,
      });
    },
    'calendar.get': async (input) => answer(getCalendar(store, input)),
    'calendar.update': (input, context) => updateCalendar(dependencies, input, context),
    'watchlist.get': async () => answer(getWatchlist(store)),
    'watchlist.set': async (input) => answer(setWatchlist(store, input)),
  };
}

function createBarHandlers(dependencies: DownloadDependencies): Part<'bars' | 'minutes'> {
  const { store, emit, now } = dependencies;
  const changed = announcer(emit);
  return {
    'bars.view': async (input) => answer(viewBars(store, input)),
    'bars.remove': async (input) => {
      const outcome = await removeBars(store, input);
      changed([input]);
      return outcome;
    },
    'bars.update': (input, context) => updateBars(dependencies, input, context),
    'bars.import': async (input, context) => changed(await importFiles(store, input, context)),
    'bars.importPaths': async (input, context) => changed(await importPaths(store, input, context)),
    'bars.export': (input, context) => exportBars(store, input, context),
    'bars.exportText': async (input) => answer(exportText(store, input)),
    'minutes.update': (input, context) => updateMinutes(dependencies, input, context),
    'minutes.coverage': async (input) => answer(minuteCoverage(store, input, now())),
  };
}

function createDownloadHandlers(dependencies: DownloadDependencies): Part<'downloads'> {
  const { store, emit } = dependencies;
  return {
    'downloads.list': async () => answer(listDownloads(store)),
    'downloads.get': async (input) => answer(getDownload(store, input)),
    'downloads.resume': (input, context) => resumeDownload(dependencies, input, context),
    'downloads.remove': async (input) => {
      const outcome = removeDownload(store, input);
      emit({ type: 'event', name: 'downloads.changed', payload: input });
      return answer(outcome);
    },
  };
}

function createSourceHandlers(
  dependencies: DownloadDependencies,
): Part<'sources' | 'source' | 'spot'> {
  const { store, desk, now } = dependencies;
  return {
    'sources.list': async () => answer(desk.list()),
    'source.test': (input, context) => testSource(desk, input, context),
    'source.release': async ({ source }) => {
      desk.release(source);
      return answer(desk.list());
    },
    'spot.get': async () => answer(getSpot(store, now())),
    'spot.refresh': (_input, context) => refreshSpot(dependencies, context),
  };
}

function createHealthHandlers({
  store,
}: DownloadDependencies): Part<'health' | 'quarantine' | 'rulebook'> {
  return {
    'rulebook.get': async () => answer(listRules()),
    'health.list': (input) => listFindings(store, input),
    'health.check': ({ symbols }, context) => inspectAgain(store, symbols, context),
    'health.dismiss': async (input) => answer(dismissFindings(store, input)),
    'quarantine.list': async (input) => answer(listQuarantine(store, input)),
  };
}

function createStoreHandlers({
  store,
  emit,
  watch,
  check = checkHere,
}: DataDependencies): Part<'store'> {
  return {
    'store.backup': (input, context) => backupStore(store, input, context, check),
    'store.restore': async (input) => {
      const outcome = await restoreStore(store, input, { check, watch });
      const symbols = store.bars.stats().map(({ symbol }) => symbol);
      emit({ type: 'event', name: 'bars.changed', payload: { symbols } });
      return outcome;
    },
    'store.check': (_input, context) => checkStore(store, context, check),
  };
}

/** Tells every window whose bars are other than before. */
function announcer(emit: (event: EventMessage) => void) {
  return <T extends { symbol: SymbolCode | null }>(outcomes: T[]): T[] => {
    const symbols = outcomes.flatMap(({ symbol }) => symbol ?? []);
    emit({ type: 'event', name: 'bars.changed', payload: { symbols } });
    return outcomes;
  };
}
