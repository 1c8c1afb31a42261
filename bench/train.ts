import { createRandom } from '#main/lib/random.ts';
import type { Samples } from '#main/dataset/windows.ts';
import { openBackend } from '#main/model/backend.ts';
import { adam, rmsprop } from '#main/model/optimizer.ts';
import { trainNetwork } from '#main/model/train.ts';
import type { NetworkOptions } from '#main/model/train.ts';

interface Case extends Pick<NetworkOptions, 'spec' | 'loss' | 'optimizer' | 'batchSize'> {
  count: number;
  lookback: number;
  width: number;
}

const TIMING: Omit<Case, 'spec'> = {
  ...{ loss: 'crossEntropy', optimizer: adam(), batchSize: 32 },
  ...{ count: 20_000, lookback: 10, width: 46 },
};
const RETURNS: Omit<Case, 'spec'> = {
  ...{ loss: 'squaredError', optimizer: rmsprop(), batchSize: 256 },
  ...{ count: 100_000, lookback: 5, width: 7 },
};
const CASES: Readonly<Record<string, Case>> = {
  bilstm: { ...TIMING, spec: { kind: 'bilstm', hidden: 32 } },
  transformer: {
    ...TIMING,
    spec: { kind: 'transformer', heads: 2, layers: 2, feedForward: 64, dropout: 0.1 },
  },
  lstm: { ...RETURNS, spec: { kind: 'lstm', hidden: 32, dense: 30, dropout: 0.2 } },
  cnn: { ...RETURNS, spec: { kind: 'cnn', filters: 20, kernel: 3 } },
};

function makeSamples({ count, lookback, width, loss }: Case): Samples {
  const random = createRandom(1);
  const x = Float32Array.from({ length: count * lookback * width }, () => random.normal());
  const label = loss === 'crossEntropy' ? () => random.below(2) : random.normal;
  return { x, y: Float32Array.from({ length: count }, label), count, lookback, width };
}

async function timeEpochs(of: Case, epochs: number): Promise<number[]> {
  const seconds: number[] = [];
  const train = makeSamples(of);
  let start = performance.now();
  await trainNetwork({
    ...{ spec: of.spec, loss: of.loss, optimizer: of.optimizer, batchSize: of.batchSize },
    ...{ train, valid: null, epochs, patience: epochs, seed: 1 },
    onEpoch: () => {
      seconds.push((performance.now() - start) / 1e3);
      start = performance.now();
    },
  });
  return seconds.sort((a, b) => a - b);
}

/**
 * The networks of t-timing (20,000 windows of 10 × 46, batches of 32), lstm-select and cnn-select
 * (100,000 windows of 5 × 7, batches of 256): the best and the median of `epochs` epochs in seconds,
 * and milliseconds an optimisation step of the best.
 */
export async function benchTrain(
  names: readonly string[] = Object.keys(CASES),
  epochs = 3,
): Promise<Record<string, number | string>> {
  const { name, version } = await openBackend();
  const figures: Record<string, number | string> = { backend: `${name} ${version}` };
  for (const label of names) {
    const { count, lookback, width, batchSize } = CASES[label];
    const seconds = await timeEpochs(CASES[label], epochs);
    const [best, median] = [seconds[0], seconds[Math.floor(seconds.length / 2)]];
    figures[`${label}Windows`] = `${count} × ${lookback} × ${width}, batch ${batchSize}`;
    figures[`${label}EpochSeconds`] = Number(best.toFixed(3));
    figures[`${label}MedianSeconds`] = Number(median.toFixed(3));
    figures[`${label}StepMs`] = Number(((best * 1e3) / Math.ceil(count / batchSize)).toFixed(3));
  }
  return figures;
}

if (import.meta.main) {
  const names = process.argv.slice(2);
  console.log(await benchTrain(names.length > 0 ? names : undefined));
}
