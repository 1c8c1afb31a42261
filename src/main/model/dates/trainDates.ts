import type { DateSamples } from '#main/dataset/panel/dateSamples.ts';
import { assert } from '#main/lib/assert.ts';
import { deriveSeed, shuffle } from '#main/lib/random.ts';
import type { Random } from '#main/lib/random.ts';
import { throwIfCancelled } from '#shared/errors.ts';
import { createKernels, openBackend } from '../backend.ts';
import { fit } from '../fit.ts';
import type { BatchResult } from '../fit.ts';
import type { Kernels } from '../kernels.ts';
import { range } from '../runNetwork.ts';
import { createRateSchedule } from '../schedule.ts';
import { NO_EXTRAS, PROGRAM_STEPS, TURN_SAMPLES } from '../train.ts';
import type { NetworkOptions } from '../train.ts';
import { createTrainer } from '../trainer.ts';
import type { Trainer } from '../trainer.ts';
import { createDateNetwork } from './dateNetwork.ts';
import type { DateNetwork, DateSpec } from './dateNetwork.ts';
import { dateProblem, measureDates } from './dateProblem.ts';
import type { DateLoss } from './dateProblem.ts';
import { createTrainedDates, eachBlock } from './trainedDates.ts';
import type { TrainedDates } from './trainedDates.ts';

export interface DateOptions extends Omit<
  NetworkOptions,
  'spec' | 'loss' | 'train' | 'valid' | 'start'
> {
  spec: DateSpec;
  loss: DateLoss;
  train: DateSamples;
  valid: DateSamples;
  /** Dates of one step; of a portfolio they follow one another. */
  batchSize: number;
}

/**
 * Trains a network that reads all symbols of a date at once; otherwise as `trainNetwork`. A portfolio is
 * trained on stretches of consecutive dates, cut anew for every epoch and drawn in any order.
 */
export async function trainDates(options: DateOptions): Promise<TrainedDates> {
  const { spec, train, valid, loss, signal } = options;
  assert(train.count > 1 && valid.count > 1, 'dates to train and to validate on');
  throwIfCancelled(signal);
  const { name } = await openBackend();
  const k = createKernels();
  try {
    const network = createDateNetwork(spec, train);
    const batchSize = Math.min(options.batchSize, train.count);
    const trainer = startTrainer(k, network, { ...options, batchSize });
    const extras = options.extras ?? NO_EXTRAS;
    const rate = options.optimizer.learningRate;
    const { weights, history } = await fit({
      ...{ ...options, batchSize, keep: options.keep ?? 'best', count: train.count },
      orderSeed: deriveSeed(options.seed, 'order'),
      turnSamples: Math.max(1, Math.floor(TURN_SAMPLES[name] / train.slots)),
      order: loss.kind === 'sharpe' ? stretches(train.count, batchSize) : undefined,
      schedule: createRateSchedule(extras, rate, options.epochs),
      ...{ step: trainer.step, read: trainer.read },
      validate: () => validate(network, valid, trainer.read(), loss),
    });
    const { slots, lookback, width } = train;
    return createTrainedDates({ spec, slots, lookback, width, history, weights });
  } finally {
    k.dispose();
  }
}

function startTrainer(k: Kernels, network: DateNetwork, options: DateOptions): Trainer {
  const { spec, loss, train, optimizer, batchSize, epochs, seed } = options;
  const extras = options.extras ?? NO_EXTRAS;
  const { slots, lookback, width } = train;
  const sizes = { slots, lookback, width, batchSize };
  const isLong = Math.floor(train.count / batchSize) * epochs >= PROGRAM_STEPS;
  return createTrainer(k, dateProblem(k, network, train, loss), {
    ...{ ...extras, optimizer, seed, batchSize },
    isRateVarying: extras.schedule !== 'constant',
    program: isLong ? JSON.stringify({ spec, loss, optimizer, extras, ...sizes }) : null,
  });
}

/** Dates in stretches of so many in a row, from a drawn beginning on; what is left at either end waits. */
function stretches(count: number, length: number): (random: Random) => Int32Array {
  return (random) => {
    const whole = Math.floor(count / length);
    const from = random.below(count - whole * length + 1);
    const order = range(0, whole);
    shuffle(order, random);
    return Int32Array.from(
      { length: whole * length },
      (_, i) => from + order[Math.floor(i / length)] * length + (i % length),
    );
  };
}

function validate(
  network: DateNetwork,
  valid: DateSamples,
  weights: Float32Array,
  loss: DateLoss,
): BatchResult {
  const { slots, lookback, width, count } = valid;
  const outputs = new Float32Array(count * slots);
  eachBlock({ slots, lookback, width, weights }, network, valid, (at, { k, context, x, mask }) => {
    const values = k.download(network.forward(context, x, mask).output);
    outputs.set(values.subarray(0, outputs.length - at), at);
  });
  return measureDates(valid, range(0, count), outputs, loss);
}
