import { createRandom } from '#main/lib/random.ts';
import type { Samples } from '#main/dataset/windows.ts';
import { openBackend } from '#main/model/backend.ts';
import type { ModelSpec } from '#main/model/spec.ts';
import { trainClassifier } from '#main/model/train.ts';

const LOOKBACK = 10;
const WIDTH = 46;
const BATCH = 32;
const SPECS = {
  bilstm: { kind: 'bilstm', hidden: 32 },
  transformer: { kind: 'transformer', heads: 2, layers: 2, feedForward: 64, dropout: 0.1 },
} as const satisfies Record<string, ModelSpec>;

function makeSamples(count: number): Samples {
  const random = createRandom(1);
  const x = Float32Array.from({ length: count * LOOKBACK * WIDTH }, () => random.normal());
  const y = Float32Array.from({ length: count }, () => random.below(2));
  return { x, y, count, lookback: LOOKBACK, width: WIDTH };
}

async function timeEpochs(spec: ModelSpec, train: Samples, epochs: number): Promise<number[]> {
  const seconds: number[] = [];
  let start = performance.now();
  await trainClassifier({
    ...{ spec, train, valid: makeSamples(1), epochs, batchSize: BATCH },
    ...{ learningRate: 1e-3, patience: epochs, seed: 1 },
    onEpoch: () => {
      seconds.push((performance.now() - start) / 1e3);
      start = performance.now();
    },
  });
  return seconds;
}

/**
 * The two networks of t-timing on `count` windows of 10 × 46, batches of 32: the best epoch of
 * `epochs` in seconds, and milliseconds an optimisation step.
 */
export async function benchTrain(
  count = 20_000,
  epochs = 3,
): Promise<Record<string, number | string>> {
  const { name, version } = await openBackend();
  const train = makeSamples(count);
  const figures: Record<string, number | string> = {
    backend: `${name} ${version}`,
    windows: count,
  };
  for (const [label, spec] of Object.entries(SPECS)) {
    const best = Math.min(...(await timeEpochs(spec, train, epochs)));
    figures[`${label}EpochSeconds`] = Number(best.toFixed(3));
    figures[`${label}StepMs`] = Number(((best * 1e3) / Math.ceil(count / BATCH)).toFixed(3));
  }
  return figures;
}

if (import.meta.main) console.log(await benchTrain(Number(process.argv[2] ?? 20_000)));
