import { describe, expect, it } from 'vitest';
import { createSchedule } from '#main/jobs/search/searchSchedule.ts';
import type { DueTrial } from '#main/jobs/search/searchSchedule.ts';
import { createRandom } from '#main/lib/random.ts';
import { createSearch } from '#main/search/createSearch.ts';
import type { TrialRecord } from '#shared/searchContract.ts';
import { defaultSpace } from '#shared/searchSpace.ts';

const SPACE = defaultSpace({ preset: 't-timing', model: 'transformer' });
const TRIALS = 24;

const makeSchedule = () =>
  createSchedule({
    search: createSearch({ space: SPACE, method: 'tpe', seed: 11 }),
    ...{ trials: TRIALS, parallel: 4, folds: 1, epochs: 6 },
  });

/** What training would give: it follows from the settings alone. */
function recordOf({ trial, settings }: DueTrial): TrialRecord {
  const value = Math.abs(Math.log10(Number(settings.learningRate)) + 3) + Number(settings.dropout);
  const losses = [new Array<number>(6).fill(value)];
  return { trial, settings, state: 'done', value, losses, seconds: 0 };
}

/** Works through a schedule with workers that take any time; returns the trials by number. */
async function workThrough(workers: number, seed: number): Promise<DueTrial[]> {
  const random = createRandom(seed);
  const schedule = makeSchedule();
  const seen: DueTrial[] = [];
  let next = 1;
  const work = async (): Promise<void> => {
    while (next <= TRIALS) {
      const due = await schedule.take(next++);
      for (let turns = random.below(20); turns > 0; turns--) await Promise.resolve();
      seen[due.trial - 1] = due;
      schedule.finish(recordOf(due));
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  return seen;
}

describe('a schedule', () => {
  it('suggests the same trials and limits whatever the number of workers and their speed', async () => {
    const alone = await workThrough(1, 0);
    expect(alone).toHaveLength(TRIALS);
    expect(alone.at(-1)!.limits[0][3]).toBeTypeOf('number');
    for (const [workers, seed] of [
      [2, 1],
      [3, 2],
      [4, 3],
      [4, 4],
    ]) {
      expect(await workThrough(workers, seed)).toEqual(alone);
    }
  });

  it.each([0, 1, 5, 12, 23])('goes on alike when %i trials are finished already', async (count) => {
    const alone = await workThrough(1, 0);
    const schedule = makeSchedule();
    // Out of order, and with a hole: one worker was still busy when the process was killed.
    const stored = alone.slice(0, count + 1).filter(({ trial }) => trial !== count);
    for (const due of [...stored].reverse()) schedule.finish(recordOf(due));
    const open = alone.filter(({ trial }) => !stored.some((due) => due.trial === trial));
    for (const { trial } of open) {
      const due = await schedule.take(trial);
      expect(due).toEqual(alone[trial - 1]);
      schedule.finish(recordOf(due));
    }
  });
});
