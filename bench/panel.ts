import { resolve } from 'node:path';
import { readFileSync } from 'node:fs';
import { buildSelectionData } from '#main/jobs/selection/selectionData.ts';
import { startFoldWorker } from '#main/jobs/training/foldWorkerProcess.ts';
import { giveSelection } from '#main/jobs/selection/selectionTraining.ts';
import type { Panel } from '#main/features/panel.ts';
import { fromDayNumber, toDayNumber, toIsoDate } from '#main/lib/dates.ts';
import { createRandom } from '#main/lib/random.ts';
import { selectionConfigSchema } from '#shared/selection.ts';

const WORKER_FILE = resolve(import.meta.dirname, '../src/main/foldWorker.ts');

const FIRST_DAY = toDayNumber(20100104);
const dayAt = (row: number): string => toIsoDate(fromDayNumber(FIRST_DAY + row));

/** Random walks on every date, in place of a whole market. */
function simulatePanel(symbols: number, dates: number): Panel {
  const random = createRandom(1);
  const size = symbols * dates;
  const column = (): Float64Array => new Float64Array(size);
  const [open, high, low, close] = [column(), column(), column(), column()];
  const [volume, amount] = [column(), column()];
  for (let s = 0; s < symbols; s++) {
    let price = 5 + 50 * random.next();
    for (let at = s * dates; at < (s + 1) * dates; at++) {
      open[at] = price;
      price *= 1 + 0.04 * (random.next() - 0.5);
      close[at] = price;
      high[at] = Math.max(open[at], price) * 1.005;
      low[at] = Math.min(open[at], price) * 0.995;
      volume[at] = 1e6;
      amount[at] = 1e6 * price;
    }
  }
  return {
    dates: Int32Array.from({ length: dates }, (_, i) => fromDayNumber(FIRST_DAY + i)),
    symbols: Array.from({ length: symbols }, (_, s) => `${String(600_000 + s)}.SH`),
    columns: { open, high, low, close, volume, amount },
  };
}

/** Largest resident set of a process so far, in GiB. */
const peakOf = (pid: number | 'self'): number => {
  const [, kib] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number((Number(kib) / 2 ** 20).toFixed(2));
};

/**
 * One epoch of cnn-select over `symbols` × `dates` simulated bars, as a run does it: features and labels
 * here, training in a worker. Seconds, and the largest resident sets of both processes.
 */
export async function benchPanel(
  symbols = 5000,
  dates = 2500,
): Promise<Record<string, number | string>> {
  const seconds = (from: number): number => Number(((performance.now() - from) / 1e3).toFixed(1));
  const config = selectionConfigSchema.parse({
    preset: 'cnn-select',
    universe: 'all',
    from: dayAt(0),
    split: dayAt(dates - 10),
    to: dayAt(dates - 1),
    settings: { epochs: 1 },
  });
  const began = performance.now();
  const data = await buildSelectionData(simulatePanel(symbols, dates), config);
  const preparedSeconds = seconds(began);
  const worker = startFoldWorker(WORKER_FILE);
  try {
    await giveSelection(worker, config, data.inputs);
    const trainingFrom = performance.now();
    await worker.train({ kind: 'selection', model: 'cnn' }, () => undefined);
    return {
      bars: `${symbols} × ${dates}`,
      windows: data.inputs.train.length,
      preparedSeconds,
      epochSeconds: seconds(trainingFrom),
      engineGiB: peakOf('self'),
      workerGiB: peakOf(worker.pid),
    };
  } finally {
    worker.kill();
  }
}

if (import.meta.main) {
  const [symbols, dates] = process.argv.slice(2).map(Number);
  console.log(await benchPanel(symbols, dates));
}
