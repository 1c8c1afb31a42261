import { medianLimits } from '#main/search/pruning.ts';
import type { Limits } from '#main/search/pruning.ts';
import type { Search } from '#main/search/createSearch.ts';
import type { Trial } from '#main/search/types.ts';
import { assert } from '#main/lib/assert.ts';
import type { TrialRecord } from '#shared/searchContract.ts';

/** A suggestion with the losses above which it is given up. */
export interface DueTrial extends Trial {
  limits: Limits;
}

export interface ScheduleInput {
  search: Search;
  trials: number;
  /** Trials under way at once at most. */
  parallel: number;
  folds: number;
  epochs: number;
}

export interface Schedule {
  /** Resolves once everything is known that the suggestion follows from. */
  take: (trial: number) => Promise<DueTrial>;
  finish: (record: TrialRecord) => void;
}

/**
 * Hands suggestions out so that they depend neither on the number of workers nor on which is faster: trial n
 * is suggested from the outcomes of trials 1 to n − `parallel`, whatever else is finished by then, and its
 * limits follow from the same.
 */
export function createSchedule(input: ScheduleInput): Schedule {
  const { search, trials, parallel, folds, epochs } = input;
  const due: DueTrial[] = [];
  const finished = new Map<number, TrialRecord>();
  const waiting = new Map<number, (trial: DueTrial) => void>();
  const told: TrialRecord[] = [];

  const tell = (record: TrialRecord): void => {
    const { trial, value, state } = record;
    search.tell({ trial, value, isPruned: state === 'pruned' });
    if (state !== 'diverged') told.push(record);
  };
  const advance = (): void => {
    while (due.length < trials) {
      const known = due.length + 1 - parallel;
      const last = finished.get(known);
      if (known >= 1 && last === undefined) return;
      if (last !== undefined) tell(last);
      const seen = told.map(({ losses, state }) => ({ losses, isPruned: state === 'pruned' }));
      due.push({ ...search.ask(), limits: medianLimits(seen, folds, epochs) });
      waiting.get(due.length)?.(due[due.length - 1]);
    }
  };
  advance();
  return {
    take: (trial) => {
      assert(trial >= 1 && trial <= trials, 'the trial belongs to the search');
      const known = due.at(trial - 1);
      if (known !== undefined) return Promise.resolve(known);
      return new Promise((resolve) => waiting.set(trial, resolve));
    },
    finish: (record) => {
      finished.set(record.trial, record);
      advance();
    },
  };
}
