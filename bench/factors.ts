import { FactorEvaluator } from '#main/features/factors/factorEvaluator.ts';
import { FACTOR_SETS } from '#main/features/factors/factorSets.ts';
import { buildPanel } from '#main/features/panel.ts';
import { randomBars } from '#tests/fixtures/randomBars.ts';

const SYMBOLS = 60;
const BARS = 1760;
const RUNS = 7;

/**
 * Alpha158 over 60 symbols × 1,760 bars, single-threaded: processor time of a call, which other load on the
 * machine does not change, with the expressions read anew each time. The bars are seeded random walks.
 */
export function benchFactors(): Record<string, number | string> {
  const panel = buildPanel(
    Array.from({ length: SYMBOLS }, (_, seed) => {
      const { tradeDate, ...columns } = randomBars(BARS, seed);
      return { symbol: `S${seed}`, tradeDate, columns };
    }),
  );
  const { factors } = FACTOR_SETS.alpha158;
  const into = factors.map(() => new Float64Array(SYMBOLS * BARS));
  const runs: number[] = [];
  for (let i = 0; i < RUNS; i++) {
    const before = process.cpuUsage();
    new FactorEvaluator(factors).evaluate(panel, { into });
    const { user, system } = process.cpuUsage(before);
    runs.push((user + system) / 1000);
  }
  const firstMs = runs[0];
  runs.sort((a, b) => a - b);
  return {
    name: 'Alpha158',
    symbols: SYMBOLS,
    bars: BARS,
    factors: factors.length,
    runs: RUNS,
    firstMs,
    medianMs: runs[RUNS >> 1],
    fastestMs: runs[0],
  };
}

if (import.meta.main) console.log(JSON.stringify(benchFactors(), null, 1));
