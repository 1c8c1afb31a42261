import { throwIfCancelled } from '#shared/errors.ts';

/** Hands the event loop its turn now and then, so that the process answers and a cancel is heard. */
export interface Turns {
  /** Call it after a stretch of work, in visits of one number. Throws CANCELLED. */
  after: (work: number) => Promise<void> | undefined;
}

/** Visits between two turns: some tens of milliseconds. */
const TURN_WORK = 1e7;

export function createTurns(signal: AbortSignal | undefined): Turns {
  let done = 0;
  const turn = async (): Promise<void> => {
    done = 0;
    await new Promise((resolve) => setImmediate(resolve));
    throwIfCancelled(signal);
  };
  return {
    after: (work) => {
      done += work;
      return done < TURN_WORK ? undefined : turn();
    },
  };
}
