import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fitScaler, scaleRows } from '#main/dataset/scaler.ts';
import { computeTimingFeatures } from '#main/features/timingFeatures.ts';
import { createRandom } from '#main/lib/random.ts';
import { adjustBars } from '#main/market/adjust.ts';
import { openBackend } from '#main/model/backend.ts';
import { trainClassifier } from '#main/model/train.ts';
import type { TrainedModel } from '#main/model/trainedModel.ts';
import { openStore } from '#main/store/store.ts';
import type { Store } from '#main/store/store.ts';
import { makeInstrument } from '#tests/fixtures/bars.ts';
import { randomBars } from '#tests/fixtures/randomBars.ts';

const SYMBOLS = 5000;
const BARS = 320;
const LOOKBACK = 10;
/** Rows that the scaler is fitted on: what lies behind the longest warm-up. */
const FITTED = 60;

const symbolAt = (index: number): string => `${600_000 + index}.SH`;

function fill(store: Store): void {
  const shapes = Array.from({ length: 50 }, (_, seed) => randomBars(BARS, seed));
  for (let i = 0; i < SYMBOLS; i++) {
    const instrument = makeInstrument(symbolAt(i));
    store.bars.save({ instrument, bars: shapes[i % shapes.length], source: 'csv' });
  }
}

/** The latest window of one symbol, standardised over its last rows. */
function latestWindow(store: Store, symbol: string): Float32Array {
  const table = computeTimingFeatures(adjustBars(store.bars.readSeries(symbol), 'backward'));
  const scaler = fitScaler(table, table.length - FITTED, table.length);
  return scaleRows(table, scaler, table.length - LOOKBACK, table.length);
}

function trainAny(width: number): Promise<TrainedModel> {
  const random = createRandom(1);
  const count = 64;
  const x = Float32Array.from({ length: count * LOOKBACK * width }, () => random.normal());
  const y = Float32Array.from({ length: count }, () => random.below(2));
  const samples = { x, y, count, lookback: LOOKBACK, width };
  return trainClassifier({
    ...{ spec: { kind: 'bilstm', hidden: 32 }, train: samples, valid: samples, epochs: 1 },
    ...{ batchSize: 32, patience: 1, learningRate: 1e-3, seed: 1 },
  });
}

/**
 * The whole market once: bars of 5,000 symbols out of the database, their latest features, and one model
 * over all of them. In one process, on one core.
 */
export async function benchScan(): Promise<Record<string, number | string>> {
  const folder = mkdtempSync(join(tmpdir(), 'zuot-scan-'));
  const store = openStore(join(folder, 'scan.db'));
  try {
    fill(store);
    const backend = await openBackend();
    const width = latestWindow(store, symbolAt(0)).length / LOOKBACK;
    const model = await trainAny(width);
    const startedAt = performance.now();
    const x = new Float32Array(SYMBOLS * LOOKBACK * width);
    for (let i = 0; i < SYMBOLS; i++) x.set(latestWindow(store, symbolAt(i)), i * LOOKBACK * width);
    const readyAt = performance.now();
    const scores = model.predict(x, SYMBOLS);
    const endedAt = performance.now();
    if (!scores.every(Number.isFinite)) throw new Error('a score is no number');
    return {
      name: 'full-market scan, latest features and one model',
      ...{ symbols: SYMBOLS, bars: BARS, backend: `${backend.name} ${backend.version}` },
      featuresSeconds: Math.round(readyAt - startedAt) / 1000,
      modelSeconds: Math.round(endedAt - readyAt) / 1000,
      seconds: Math.round(endedAt - startedAt) / 1000,
    };
  } finally {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) console.log(JSON.stringify(await benchScan(), null, 1));
