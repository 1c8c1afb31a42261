import { toIsoDate } from '#main/lib/dates.ts';
import type { HandlerContext } from '#shared/contract.ts';
import { runConfigSchema } from '#shared/run.ts';
import { runTiming } from './runTiming.ts';
import type { RunDependencies } from './runTiming.ts';
import { ensureSampleMarket } from './sampleMarket.ts';

/** The sample workspace: the simulated market and a t-timing run on its first symbol; returns the run's id. */
export async function runSample(
  dependencies: RunDependencies,
  context: HandlerContext,
): Promise<string> {
  const { store } = dependencies;
  const { symbols, benchmark } = ensureSampleMarket(store);
  const [symbol] = symbols;
  const { tradeDate } = store.bars.readSeries(symbol);
  const config = runConfigSchema.parse({
    preset: 't-timing',
    symbols: [symbol],
    from: toIsoDate(tradeDate[0]),
    to: toIsoDate(tradeDate[tradeDate.length - 1]),
    settings: { benchmark },
  });
  return runTiming(dependencies, config, context);
}
