import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '#main/store/store.ts';
import { makeBars, makeInstrument } from '#tests/fixtures/bars.ts';

const SYMBOLS = 300;
const BARS = 1300;
const RUNS = 5;

/**
 * Daily bars into a fresh database, one transaction a symbol, and out again as columns with factors,
 * from a newly opened file; and saving the same bars once more, which must write nothing.
 */
export function benchStore(): Record<string, number | string> {
  const runs = Array.from({ length: RUNS }, runOnce);
  const best = (key: keyof (typeof runs)[number]): number => Math.min(...runs.map((r) => r[key]));
  const median = (key: keyof (typeof runs)[number]): number =>
    runs.map((r) => r[key]).sort((a, b) => a - b)[RUNS >> 1];
  return {
    name: 'store, daily bars in and out',
    symbols: SYMBOLS,
    bars: BARS,
    runs: RUNS,
    inBestMs: best('inMs'),
    inMedianMs: median('inMs'),
    againBestMs: best('againMs'),
    againMedianMs: median('againMs'),
    outBestMs: best('outMs'),
    outMedianMs: median('outMs'),
  };
}

function runOnce(): { inMs: number; againMs: number; outMs: number } {
  const folder = mkdtempSync(join(tmpdir(), 'zuot-bench-'));
  const file = join(folder, 'bench.db');
  const batches = Array.from({ length: SYMBOLS }, (_, i) => ({
    instrument: makeInstrument(`${600_000 + i}.SH`),
    bars: makeBars(BARS, 20180102, 10 + i),
    factors: [2019, 2020, 2021].map((year, k) => ({
      tradeDate: year * 10_000 + 601,
      factor: 1.02 ** (k + 1),
    })),
    source: 'csv' as const,
  }));
  try {
    const writer = openStore(file);
    const save = (): void => batches.forEach((batch) => void writer.bars.save(batch));
    const inMs = time(save);
    const againMs = time(save);
    writer.close();
    const reader = openStore(file);
    const outMs = time(() =>
      batches.forEach((b) => void reader.bars.readSeries(b.instrument.symbol)),
    );
    reader.close();
    return { inMs, againMs, outMs };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function time(work: () => void): number {
  const startedAt = performance.now();
  work();
  return performance.now() - startedAt;
}

if (import.meta.main) console.log(JSON.stringify(benchStore(), null, 1));
