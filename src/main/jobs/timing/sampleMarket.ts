import { simulateMarket } from '#main/download/sources/simulated.ts';
import type { Store } from '#main/store/store.ts';
import type { SymbolCode } from '#shared/domain.ts';

/** One seed for everyone: two people who talk about the sample see the same bars. */
const SAMPLE_SEED = 1;

/** Puts the simulated market into the store; again, nothing changes. */
export function ensureSampleMarket(store: Store): { symbols: SymbolCode[]; benchmark: SymbolCode } {
  const { shares, index } = simulateMarket({ seed: SAMPLE_SEED });
  for (const series of [...shares, index]) store.bars.save({ ...series, source: 'simulated' });
  return {
    symbols: shares.map(({ instrument }) => instrument.symbol),
    benchmark: index.instrument.symbol,
  };
}
