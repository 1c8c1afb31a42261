import { ALPHA158 } from './alpha158.ts';
import type { FactorSet } from './factor.ts';
import { MULTI_PERIOD } from './multiPeriod.ts';
import { SEVEN } from './seven.ts';
import { TIMING } from './timing.ts';

type FactorSetName = 'seven' | 'timing' | 'multiPeriod' | 'alpha158';

/** Every set that is shipped; the factor laws run over this list. */
export const FACTOR_SETS: Readonly<Record<FactorSetName, FactorSet>> = {
  seven: SEVEN,
  timing: TIMING,
  multiPeriod: MULTI_PERIOD,
  alpha158: ALPHA158,
};
