import { computeTimingFeatures, TIMING_FEATURES } from '#main/features/timingFeatures.ts';
import { randomBars } from '#tests/fixtures/randomBars.ts';

const BARS = 1735;
const WARM_UP_RUNS = 300;
const RUNS = 301;

/**
 * The feature block of the timing preset on one symbol, single-threaded: milliseconds a call once the
 * compiler has settled. The bars are a seeded random walk as long as seven years of trading.
 */
export function benchFeatures(): Record<string, number | string> {
  const bars = randomBars(BARS, 0);
  const runs: number[] = [];
  for (let i = 0; i < WARM_UP_RUNS + RUNS; i++) {
    const startedAt = performance.now();
    computeTimingFeatures(bars);
    if (i >= WARM_UP_RUNS) runs.push(performance.now() - startedAt);
  }
  runs.sort((a, b) => a - b);
  return {
    name: 'timing features, one symbol',
    bars: BARS,
    columns: TIMING_FEATURES.length,
    runs: RUNS,
    medianMs: runs[RUNS >> 1],
    fastestMs: runs[0],
    p95Ms: runs[Math.floor(RUNS * 0.95)],
  };
}

if (import.meta.main) console.log(JSON.stringify(benchFeatures(), null, 1));
