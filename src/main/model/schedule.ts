import type { Schedule } from '#shared/modelSettings.ts';

export interface ScheduleOptions {
  schedule: Schedule;
  plateauPatience: number;
  plateauFactor: number;
  stepEpochs: number;
}

/** The learning rate of each epoch. */
export interface RateSchedule {
  /** Of the epoch to come. */
  rate: () => number;
  /** Told after each epoch with the loss that counts: the validation's, else the training's. */
  after: (loss: number) => void;
}

/** A loss counts as lower when it is so by this share (PyTorch's ReduceLROnPlateau). */
const THRESHOLD = 1e-4;

/**
 * `plateau`: × factor once more than `plateauPatience` epochs in a row were no better, and again after as
 * many; `step`: × factor every `stepEpochs`; `cosine`: from the rate down to 0 over all epochs.
 */
export function createRateSchedule(
  { schedule, plateauPatience, plateauFactor, stepEpochs }: ScheduleOptions,
  learningRate: number,
  epochs: number,
): RateSchedule {
  let done = 0;
  let best = Infinity;
  let bad = 0;
  let lowered = 0;
  return {
    rate: () => {
      switch (schedule) {
        case 'constant':
          return learningRate;
        case 'plateau':
          return learningRate * plateauFactor ** lowered;
        case 'step':
          return learningRate * plateauFactor ** Math.floor(done / stepEpochs);
        case 'cosine':
          return (learningRate * (1 + Math.cos((Math.PI * done) / epochs))) / 2;
      }
    },
    after: (loss) => {
      done++;
      const isBetter = best === Infinity || loss < best - THRESHOLD * Math.abs(best);
      if (isBetter) best = loss;
      bad = isBetter ? 0 : bad + 1;
      if (bad <= plateauPatience) return;
      bad = 0;
      lowered++;
    },
  };
}
