import { toIsoDate } from '#main/lib/dates.ts';
import { describeBackend } from '#main/model/backend.ts';
import type { HandlerContext } from '#shared/contract.ts';
import type { SymbolCode } from '#shared/domain.ts';
import { timingConfigSchema } from '#shared/run.ts';
import { runTiming } from './runTiming.ts';
import type { RunDependencies } from '../runs/storedRun.ts';
import { ensureSampleMarket } from './sampleMarket.ts';

export interface SampleDependencies extends RunDependencies {
  /** Called when the simulated bars are in the store, long before the run ends. */
  announceBars: (symbols: SymbolCode[]) => void;
}

/** On the JavaScript backend a step takes more than ten times as long: fewer folds, fewer epochs. */
const LIGHT = { retrainEvery: 63, epochs: 5 };

/** The sample workspace: the simulated market and a t-timing run on its first symbol; returns the run's id. */
export async function runSample(
  dependencies: SampleDependencies,
  context: HandlerContext,
): Promise<string> {
  const { store } = dependencies;
  const { symbols, benchmark } = ensureSampleMarket(store);
  dependencies.announceBars([...symbols, benchmark]);
  const [symbol] = symbols;
  const { tradeDate } = store.bars.readSeries(symbol);
  const config = timingConfigSchema.parse({
    preset: 't-timing',
    symbols: [symbol],
    from: toIsoDate(tradeDate[0]),
    to: toIsoDate(tradeDate[tradeDate.length - 1]),
    settings: { benchmark, ...(describeBackend().isNative ? {} : LIGHT) },
  });
  return runTiming(dependencies, config, context);
}
