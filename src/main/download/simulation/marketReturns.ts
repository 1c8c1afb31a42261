import type { Random } from '#main/lib/random.ts';

/** Mean daily log return and volatility multiplier of each state of the market. */
const REGIMES = [
  { drift: 0.0011, volatility: 0.9 },
  { drift: -0.0007, volatility: 1.3 },
  { drift: 0.0002, volatility: 0.7 },
];
/** Chance a day that the regime ends: half a year on average. */
const REGIME_END = 1 / 120;
const DAILY_VOLATILITY = 0.01;

/** GARCH(1,1) with the persistence seen on daily shares; 1 on average. */
export interface Volatility {
  /** The multiplier in force today. */
  level: () => number;
  /** Takes today's standardised shock (its own level included). */
  update: (shock: number) => void;
}

/** Starts at its long-run level. */
export function createVolatility(): Volatility {
  const [omega, alpha, beta] = [0.02, 0.08, 0.9];
  let variance = 1;
  return {
    level: () => Math.sqrt(variance),
    update: (shock) => {
      variance = omega + alpha * shock * shock + beta * variance;
    },
  };
}

/** Common daily log returns: bull, bear and range regimes over clustered volatility. */
export function simulateMarketReturns(length: number, random: Random): Float64Array {
  const returns = new Float64Array(length);
  const volatility = createVolatility();
  let regime = REGIMES[random.below(REGIMES.length)];
  for (let i = 0; i < length; i++) {
    if (random.next() < REGIME_END) regime = REGIMES[random.below(REGIMES.length)];
    const shock = volatility.level() * random.normal();
    returns[i] = regime.drift + DAILY_VOLATILITY * regime.volatility * shock;
    volatility.update(shock);
  }
  return returns;
}
