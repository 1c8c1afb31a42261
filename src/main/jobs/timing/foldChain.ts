import type { Store } from '#main/store/store.ts';
import { AppError } from '#shared/errors.ts';
import type { TimingConfig } from '#shared/run.ts';

export interface ChainTask {
  symbol: string;
  index: number;
}

/** Weights from fold to fold of each symbol, where folds start from the one before. */
export interface FoldChain {
  /** Of the fold before, once it is trained; none for a first fold, or where folds start by themselves. */
  startOf: (task: ChainTask) => Promise<Uint8Array | undefined>;
  /** To be told of every trained fold. */
  pass: (task: ChainTask, weights: Uint8Array) => void;
}

interface Link {
  weights: Promise<Uint8Array>;
  resolve: (weights: Uint8Array) => void;
}

function createLink(): Link {
  let resolve: Link['resolve'] = () => undefined;
  const weights = new Promise<Uint8Array>((settle) => (resolve = settle));
  return { weights, resolve };
}

/**
 * The result is the same for any number of workers and after an interruption: a fold waits for the one before
 * it, whose weights may also be stored ones.
 *
 * @throws INVALID_INPUT where inputs are chosen for each fold: weights of other inputs are no start
 */
export function createFoldChain(
  store: Store,
  run: string,
  { settings }: TimingConfig,
  isStored: (task: ChainTask) => boolean,
): FoldChain {
  if (!settings.warmStart) {
    return { startOf: () => Promise.resolve(undefined), pass: () => undefined };
  }
  if (settings.featureSelection !== 'none') {
    throw new AppError(
      'INVALID_INPUT',
      'warmStart needs featureSelection=none: each fold chooses inputs of its own',
      { field: 'warmStart' },
    );
  }
  const waiting = new Map<string, Link>();
  const keyOf = ({ symbol, index }: ChainTask): string => `${symbol}/${index}`;
  const linkOf = (task: ChainTask): Link => {
    const link = waiting.get(keyOf(task)) ?? createLink();
    waiting.set(keyOf(task), link);
    return link;
  };
  return {
    startOf: async ({ symbol, index }) => {
      if (index === 0) return undefined;
      const before = { symbol, index: index - 1 };
      const isKnown = isStored(before);
      return isKnown
        ? (store.runs.readWeights(run, symbol, index - 1) ?? undefined)
        : linkOf(before).weights;
    },
    // Later ones find them in the store.
    pass: (task, weights) => waiting.get(keyOf(task))?.resolve(weights),
  };
}
