import { spawn } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { describeBackend } from '#main/model/backend.ts';

const TRAIN = `
import { createRandom } from '#main/lib/random.ts';
import { trainClassifier } from '#main/model/train.ts';
const random = createRandom(1);
const [count, lookback, width] = [2000, 10, 46];
const x = Float32Array.from({ length: count * lookback * width }, () => random.normal());
const y = Float32Array.from({ length: count }, () => random.below(2));
const part = { x, y, count, lookback, width };
process.on('SIGUSR2', () => {});
console.log('ready');
for (const spec of [
  { kind: 'bilstm', hidden: 32 },
  { kind: 'transformer', heads: 2, layers: 2, feedForward: 64, dropout: 0.1 },
]) {
  // Each size of batch takes other kernels of the library.
  for (const batchSize of [32, 256]) {
    await trainClassifier({
      spec, train: part, valid: part, epochs: batchSize / 32, batchSize, learningRate: 1e-3, patience: 99, seed: 1,
    });
  }
}
console.log('trained');
// Signals under way still find their handler.
setTimeout(() => process.exit(), 500);
`;

const { isNative, reason } = describeBackend({ prefer: 'native' });
const canRun = isNative && process.platform !== 'win32';

describe.skipIf(!canRun)(`training while signals arrive${reason ? ` (${reason})` : ''}`, () => {
  // With oneDNN's matrix kernels, a signal handler's frame is written into the heap.
  it('goes on undisturbed', async () => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', TRAIN], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let timer: NodeJS.Timeout | undefined;
    child.stderr.on('data', (text: Buffer) => (output += text.toString()));
    child.stdout.on('data', (text: Buffer) => {
      output += text.toString();
      if (output.includes('trained')) clearInterval(timer);
      else timer ??= setInterval(() => child.kill('SIGUSR2'), 1);
    });
    const [code, signal] = await new Promise<[number | null, string | null]>((resolve) => {
      child.once('close', (...exit) => resolve(exit));
    });
    clearInterval(timer);
    expect({ code, signal, output }).toEqual({ code: 0, signal: null, output: 'ready\ntrained\n' });
  });
});
