import type { DateSamples } from '#main/dataset/panel/dateSamples.ts';
import { sizeOf } from '../kernels.ts';
import type { Kernels, Value } from '../kernels.ts';
import { integrateSlopes } from '../pathContributions.ts';
import type { PathContributions } from '../pathContributions.ts';
import { createDateNetwork } from './dateNetwork.ts';
import { repeatDate } from './packedDates.ts';
import { eachBlock } from './trainedDates.ts';
import type { TrainedDates } from './trainedDates.ts';

export interface DateContributions extends PathContributions {
  /** How much the last step looks at each bar; null for a model that looks at none. */
  attention: Float64Array | null;
  /** How much the symbol looks at each symbol, itself among them; null for a model without such a look. */
  neighbours: Float64Array | null;
}

/**
 * What one symbol's own window adds to the model's output for it, against `origin` in its place, all other
 * symbols of the date held. Needs an opened backend.
 *
 * @param date one date
 */
export function dateContributions(
  model: TrainedDates,
  date: DateSamples,
  slot: number,
  origin: Float32Array,
): DateContributions {
  const size = date.lookback * date.width;
  const window = date.read(Int32Array.of(0)).slice(slot * size, (slot + 1) * size);
  const both = new Float32Array(2 * size);
  both.set(window);
  both.set(origin, size);
  const said = model.predict(repeatDate(date, slot, both));
  const [prediction, baseline] = [said[slot], said[date.slots + slot]];
  const found = integrateSlopes({ window, origin, prediction, baseline }, (points) =>
    slotSlopes(model, repeatDate(date, slot, points), slot),
  );
  return { ...found, ...looks(model, date, slot) };
}

/** By how much each value of the symbol's windows moves its own output: dates × lookback × width. */
function slotSlopes(model: TrainedDates, dates: DateSamples, slot: number): Float32Array {
  const { slots, lookback, width } = model;
  const size = lookback * width;
  const network = createDateNetwork(model.spec, model);
  const slopes = new Float32Array(dates.count * size);
  eachBlock(model, network, dates, (at, { k, context, x, mask }) => {
    const { output, backward } = network.forward(context, x, mask);
    const own = Float32Array.from({ length: sizeOf(output.shape) }, (_, i) =>
      Number(i % slots === slot),
    );
    const gradients = k.download(backward(k.upload(own, output.shape))());
    for (let from = at / slots; from < Math.min(dates.count, at / slots + x.shape[0]); from++) {
      const start = ((from - at / slots) * slots + slot) * size;
      slopes.set(gradients.subarray(start, start + size), from * size);
    }
  });
  return slopes;
}

type Looks = Pick<DateContributions, 'attention' | 'neighbours'>;

function looks(model: TrainedDates, date: DateSamples, slot: number): Looks {
  const shares: { values: Float32Array; shape: readonly number[] }[] = [];
  const network = createDateNetwork(model.spec, model);
  eachBlock(model, network, date, (_, { k, context, x, mask }) => {
    const noteShares = noteInto(k, shares);
    network.forward({ ...context, noteShares }, x, mask);
  });
  return model.spec.kind === 'graphAttention'
    ? { attention: null, neighbours: meanOfHeads(shares, model.slots, slot) }
    : { attention: lastStep(shares[shares.length - 1].values, model), neighbours: null };
}

const noteInto =
  (k: Kernels, shares: { values: Float32Array; shape: readonly number[] }[]) =>
  (value: Value): void => {
    shares.push({ values: k.download(value), shape: value.shape });
  };

/** One entry a head, each dates × looking × looked at. */
function meanOfHeads(
  heads: readonly { values: Float32Array }[],
  slots: number,
  slot: number,
): Float64Array {
  return Float64Array.from({ length: slots }, (_, other) =>
    heads.reduce((sum, { values }) => sum + values[slot * slots + other] / heads.length, 0),
  );
}

/** Of dates × heads × looking × looked at: what the last step, which alone is read, looks at. */
function lastStep(
  values: Float32Array,
  { spec, lookback }: Pick<TrainedDates, 'spec' | 'lookback'>,
): Float64Array {
  const mean = new Float64Array(lookback);
  for (let head = 0; head < spec.heads; head++) {
    const from = (head * lookback + lookback - 1) * lookback;
    for (let bar = 0; bar < lookback; bar++) mean[bar] += values[from + bar] / spec.heads;
  }
  return mean;
}
