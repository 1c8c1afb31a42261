import { TIMING_FEATURES } from '../timingFeatures.ts';
import type { FactorSet } from './factor.ts';

/** The input columns of the timing preset; a block of its own, not expressions. */
export const TIMING: FactorSet = {
  name: 'timing',
  title: { zh: '择时特征块(t-timing)', en: 'Feature block of t-timing' },
  factors: TIMING_FEATURES.map((name) => ({
    name,
    expression: null,
    source: 'feature block of t-timing (TA-Lib)',
  })),
};
