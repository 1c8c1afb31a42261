import { availableParallelism } from 'node:os';
import { createSearch } from '#main/search/createSearch.ts';
import type { Settings } from '#main/search/types.ts';
import type { StoredSearch } from '#main/store/searches.ts';
import type { HandlerContext } from '#shared/contract.ts';
import { AppError, throwIfCancelled } from '#shared/errors.ts';
import { MODELS } from '#shared/models.ts';
import type { TrialRecord } from '#shared/searchContract.ts';
import { defaultSpace } from '#shared/searchSpace.ts';
import type { SearchSpace } from '#shared/searchSpace.ts';
import { trainInPool } from '../training/foldPool.ts';
import { unitMessages } from './searchBench.ts';
import { bestOf } from './searchRecord.ts';
import { createSchedule } from './searchSchedule.ts';
import type { DueTrial } from './searchSchedule.ts';
import type { TrialResult } from './searchTrial.ts';
import type { SearchData } from './searchUnit.ts';
import type { RunDependencies } from '../runs/storedRun.ts';

/** Tries what is not stored yet, spread over worker processes, and stores each trial when it is done. */
export async function trainTrials(
  { store, workerFile, announce }: RunDependencies,
  { search, request }: Pick<StoredSearch, 'search' | 'request'>,
  data: SearchData,
  context: HandlerContext,
): Promise<void> {
  throwIfCancelled(context.signal);
  const { trials, epochs, parallel, config, seed, method } = request;
  const space = request.space ?? defaultSpace(config);
  const schedule = createSchedule({
    search: createSearch({ space, method, seed, first: settingsIn(space, config.settings) }),
    ...{ trials, parallel, folds: data.units.length },
    // Rounds of trees are no epochs: fewer of them may be all that is wanted.
    epochs: MODELS[config.model].isNetwork ? epochs : 0,
  });
  const done = await replay(schedule, store.searches.readTrials(search));
  const progress = createTrialProgress(context, trials, [...done.values()]);
  const startedAt = new Map<number, number>();
  await trainInPool({
    workerFile,
    workers: Math.min(store.settings.read().workers || availableParallelism(), parallel),
    tasks: Array.from({ length: trials }, (_, i) => i + 1).filter((trial) => !done.has(trial)),
    signal: context.signal,
    train: async (worker, trial): Promise<DueTrial & TrialResult> => {
      const due = await schedule.take(trial);
      await worker.give('search', unitMessages(data.units));
      startedAt.set(trial, performance.now());
      const task = { kind: 'trial', settings: due.settings, limits: due.limits, epochs } as const;
      const result = await worker.train(task, ({ validLoss }) =>
        progress.onEpoch(trial, validLoss),
      );
      return { ...due, ...result };
    },
    onTrained: (trial, { settings, state, value, losses }) => {
      const seconds = (performance.now() - startedAt.get(trial)!) / 1000;
      const record: TrialRecord = { trial, settings, state, value, losses, seconds };
      store.searches.saveTrial(search, record);
      progress.onTrained(record);
      announce(search);
      schedule.finish(record);
    },
  });
}

/** What the config itself says of the settings that are sought. */
function settingsIn(space: SearchSpace, settings: object): Settings {
  const known = new Map<string, unknown>(Object.entries(settings));
  return Object.fromEntries(
    Object.keys(space).flatMap((name) => {
      const value = known.get(name);
      return typeof value === 'number' || typeof value === 'string' ? [[name, value]] : [];
    }),
  );
}

/**
 * Stored trials take their old places, so that the next suggestions are those of an uninterrupted search.
 *
 * @throws INVALID_INPUT where a stored trial is not the one that would be suggested now
 */
async function replay(
  schedule: ReturnType<typeof createSchedule>,
  stored: readonly TrialRecord[],
): Promise<Map<number, TrialRecord>> {
  for (const record of stored) schedule.finish(record);
  for (const { trial, settings } of stored) {
    const due = await schedule.take(trial);
    const isSame = Object.entries(due.settings).every(([name, value]) => settings[name] === value);
    if (isSame) continue;
    throw new AppError(
      'INVALID_INPUT',
      `trial ${trial} was suggested by another version of the app; start the search anew`,
      { trial },
    );
  }
  return new Map(stored.map((record) => [record.trial, record]));
}

/** Counts finished trials; between two of them shows how the last epoch of one under way went. */
function createTrialProgress(
  { report }: HandlerContext,
  trials: number,
  before: readonly TrialRecord[],
) {
  const done = [...before];
  const send = (trial: number | null, value: number | null): void => {
    const best = bestOf(done)?.value ?? null;
    const data = { trial, trials, best, value };
    report({ step: 'search', done: done.length, total: trials, data });
  };
  send(null, null);
  return {
    onEpoch: (trial: number, validLoss: number | null): void => send(trial, validLoss),
    onTrained: (record: TrialRecord): void => {
      done.push(record);
      send(record.trial, record.value);
    },
  };
}
