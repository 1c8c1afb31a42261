import { z } from 'zod';
import type { Store } from '#main/store/store.ts';
import type { HandlerContext, Progress } from '#shared/contract.ts';
import { roundsOf } from '#shared/models.ts';
import type { SelectionConfig } from '#shared/selection.ts';
import type { EpochLosses } from '../training/epochLosses.ts';
import type { FoldWorker } from '../training/foldWorkerProcess.ts';
import { configOf, findSymbols, inputsOf, isPerSymbol, joinSymbols } from './perSymbol.ts';
import type { TrainedResult, SymbolWindows } from './perSymbol.ts';
import type { SelectionData } from './selectionData.ts';
import type { TrainedSelection } from './selectionWindows.ts';

/** The models of a run's symbols, each trained by itself and stored as a fold under its symbol's name. */
export interface SymbolTraining {
  /** With a model of its own, stored or not. */
  count: number;
  /** Those that are not stored yet. */
  missing: SymbolWindows[];
  train: (worker: FoldWorker, windows: SymbolWindows) => Promise<TrainedSelection>;
  keep: (windows: SymbolWindows, trained: TrainedSelection) => void;
  /** Of all of them, once none is missing. */
  join: () => TrainedResult;
}

interface Training {
  store: Store;
  run: string;
  config: SelectionConfig;
  data: Pick<SelectionData, 'inputs' | 'symbols'>;
}

/** Null where one model serves all symbols; throws NOT_ENOUGH_HISTORY where no symbol can have one. */
export function openSymbolTraining(
  { store, run, config, data }: Training,
  context: HandlerContext,
): SymbolTraining | null {
  const { model, settings } = config;
  if (!isPerSymbol(model, settings)) return null;
  const { inputs, symbols } = data;
  const all = findSymbols(inputs);
  const results = readStored(store, run);
  const missing = all.filter(({ slot }) => !results.has(symbols[slot]));
  const progress = createSymbolProgress(context, config, all.length, all.length - missing.length);
  return {
    count: all.length,
    missing,
    train: (worker, windows) =>
      worker.train(
        {
          kind: 'symbol',
          model,
          config: configOf(config, windows),
          inputs: inputsOf(inputs, windows),
        },
        (losses) => progress.onEpoch(symbols[windows.slot], losses),
      ),
    keep: (windows, { weights, ...result }) => {
      const symbol = symbols[windows.slot];
      store.runs.saveFold(run, { symbol, index: 0, result: pack(result), weights });
      results.set(symbol, result);
      progress.onTrained(symbol);
    },
    join: () =>
      joinSymbols(
        inputs,
        all.map((windows) => ({ windows, result: results.get(symbols[windows.slot])! })),
      ),
  };
}

const toText = ({ buffer, byteOffset, byteLength }: Float32Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('base64');

const floats = z.base64().transform((text) => {
  const bytes = Uint8Array.from(Buffer.from(text, 'base64'));
  return new Float32Array(bytes.buffer);
});

/** As a fold's result: JSON, numbers of windows as the base64 of their bytes. */
function pack({ losses, predictions, validPredictions, passes }: TrainedResult): object {
  return {
    losses,
    predictions: toText(predictions),
    validPredictions: validPredictions && toText(validPredictions),
    passes: passes && { mean: toText(passes.mean), spread: toText(passes.spread) },
  };
}

const numbers = z.array(z.number());
const resultSchema = z.object({
  losses: z.object({ trainLosses: numbers, trainErrors: numbers, validLosses: numbers }),
  predictions: floats,
  validPredictions: floats.nullable(),
  passes: z.object({ mean: floats, spread: floats }).nullable(),
});

/** By symbol; what else a run has stored are its models of all symbols, which say no predictions. */
function readStored(store: Store, run: string): Map<string, TrainedResult> {
  return new Map(
    store.runs.readFolds(run).flatMap(({ symbol, result }) => {
      const own = resultSchema.safeParse(result);
      return own.success ? [[symbol, own.data]] : [];
    }),
  );
}

/** Symbols that are done, those under way by their epochs or rounds, and the seconds left at the pace so far. */
function createSymbolProgress(
  { report }: HandlerContext,
  { model, settings }: SelectionConfig,
  symbols: number,
  before: number,
) {
  const { most } = roundsOf(model, settings);
  const startedAt = performance.now();
  const running = new Map<string, number>();
  let symbolsDone = before;
  const send = (data: Progress['data']): void => {
    const done = [...running.values()].reduce((sum, share) => sum + share, symbolsDone);
    const seconds = (performance.now() - startedAt) / 1000;
    const secondsLeft =
      done > before ? Math.round((seconds / (done - before)) * (symbols - done)) : null;
    const counted = { symbols, symbolsDone, secondsLeft };
    report({ step: 'train', done, total: symbols, data: { ...counted, ...data } });
  };
  send({});
  return {
    onEpoch: (symbol: string, { epoch, trainLoss, validLoss }: EpochLosses): void => {
      running.set(symbol, Math.min(1, epoch / most));
      send({ symbol, trainLoss, validLoss });
    },
    onTrained: (symbol: string): void => {
      running.delete(symbol);
      symbolsDone++;
      send({ symbol });
    },
  };
}
