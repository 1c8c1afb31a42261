import { memoryUsed, openBackend } from '#main/model/backend.ts';
import { trainClassifier } from '#main/model/train.ts';
import { makeSamples } from '#tests/unit/model/samples.ts';

const FOLDS = 200;
const WARM_UP = 20;
const MIB = 2 ** 20;

/** Resident memory and tensors of one process that trains 200 folds of a BiLSTM, after the first 20. */
export async function benchMemory(): Promise<Record<string, number | string>> {
  const { name, version } = await openBackend();
  const trainOne = async (seed: number): Promise<void> => {
    const [train, valid] = [makeSamples(400 + (seed % 32), seed), makeSamples(70, seed + 1)];
    const model = await trainClassifier({
      ...{ spec: { kind: 'bilstm', hidden: 16 }, train, valid, epochs: 6, batchSize: 32 },
      ...{ patience: 6, learningRate: 1e-3, seed },
    });
    model.predict(valid.x, valid.count);
    model.dispose();
  };
  for (let fold = 0; fold < WARM_UP; fold++) await trainOne(fold);
  const before = { resident: process.memoryUsage.rss(), tensors: memoryUsed() };
  for (let fold = WARM_UP; fold < FOLDS; fold++) await trainOne(fold);
  return {
    ...{ name: 'memory over 200 folds', backend: `${name} ${version}`, folds: FOLDS },
    residentBeforeMiB: Math.round(before.resident / MIB),
    residentAfterMiB: Math.round(process.memoryUsage.rss() / MIB),
    tensorsBefore: before.tensors,
    tensorsAfter: memoryUsed(),
  };
}

if (import.meta.main) console.log(JSON.stringify(await benchMemory(), null, 1));
