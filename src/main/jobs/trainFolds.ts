import type { Store } from '#main/store/store.ts';
import type { HandlerContext } from '#shared/contract.ts';
import { throwIfCancelled } from '#shared/errors.ts';
import type { RunConfig } from '#shared/run.ts';
import type { TimingData } from './timingData.ts';
import { foldResultSchema, trainTimingFold } from './timingFold.ts';
import type { FoldResult } from './timingFold.ts';

/** Results of one symbol's folds, in their order. */
export interface SymbolFolds {
  data: TimingData;
  results: FoldResult[];
}

/**
 * Trains what is not stored yet, fold after fold, and stores each when it is done; a run that was cut
 * off goes on where it stopped.
 */
export async function trainFolds(
  store: Store,
  run: string,
  config: RunConfig,
  symbols: readonly TimingData[],
  context: HandlerContext,
): Promise<SymbolFolds[]> {
  const stored = readStored(store, run);
  const total = symbols.reduce((sum, { folds }) => sum + folds.length, 0);
  store.runs.setFoldsTotal(run, total);
  let done = 0;
  const trained: SymbolFolds[] = [];
  for (const data of symbols) {
    const results: FoldResult[] = [];
    for (const fold of data.folds) {
      throwIfCancelled(context.signal);
      const known = stored.get(keyOf(data.symbol, fold.index));
      if (known) results.push(known);
      else {
        const report = createFoldReporter(context, config, data, fold.index, { done, total });
        const { result, weights } = await trainTimingFold(data, config, fold, {
          signal: context.signal,
          onEpoch: report,
        });
        store.runs.saveFold(run, { symbol: data.symbol, index: fold.index, result, weights });
        results.push(result);
      }
      done++;
    }
    trained.push({ data, results });
  }
  return trained;
}

const keyOf = (symbol: string, index: number): string => `${symbol}/${index}`;

function readStored(store: Store, run: string): Map<string, FoldResult> {
  return new Map(
    store.runs
      .readFolds(run)
      .map(({ symbol, index, result }) => [keyOf(symbol, index), foldResultSchema.parse(result)]),
  );
}

/** Progress counts epochs; a fold that stops early jumps to its end. */
function createFoldReporter(
  context: HandlerContext,
  config: RunConfig,
  data: TimingData,
  fold: number,
  { done, total }: { done: number; total: number },
) {
  const { epochs } = config.settings;
  return ({
    epoch,
    trainLoss,
    validLoss,
  }: {
    epoch: number;
    trainLoss: number;
    validLoss: number;
  }) =>
    context.report({
      step: 'train',
      done: done * epochs + epoch,
      total: total * epochs,
      data: {
        symbol: data.symbol,
        fold: fold + 1,
        folds: data.folds.length,
        epoch,
        epochs,
        trainLoss,
        validLoss,
      },
    });
}
