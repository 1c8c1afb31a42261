/** Validation loss by fold and epoch, as far as a trial went. */
export type Losses = readonly (readonly number[])[];

/** Trials that must have reached a step before another may be given up there. */
const FEWEST_TRIALS = 5;
/** Epochs of each fold in which nothing is given up: networks start at different speeds. */
const WARMUP_EPOCHS = 3;

/**
 * What a trial had reached at an epoch (from 0) of a fold: the mean over the folds so far of the lowest
 * loss. A fold that stopped early stays where it was; null where the trial never came that far.
 */
export function reachedAt(losses: Losses, fold: number, epoch: number): number | null {
  const isOver = losses.length > fold + 1;
  if (losses.length <= fold || (!isOver && losses[fold].length === 0)) return null;
  const best = losses.slice(0, fold).map((epochs) => Math.min(...epochs));
  best.push(Math.min(...losses[fold].slice(0, epoch + 1)));
  return best.reduce((sum, loss) => sum + loss, 0) / best.length;
}

/** A trial's value: what it had reached in the end. */
export function valueOf(losses: Losses): number | null {
  const last = losses.length - 1;
  return last < 0 ? null : reachedAt(losses, last, losses[last].length - 1);
}

/** By fold and epoch; null where nothing is given up. */
export type Limits = (number | null)[][];

/**
 * The median rule: a trial is not worth going on with once it is worse than the median of the
 * trials before it had at the same epoch of the same fold.
 */
export function medianLimits(
  trials: readonly { losses: Losses; isPruned: boolean }[],
  folds: number,
  epochs: number,
): Limits {
  return Array.from({ length: folds }, (_, fold) =>
    Array.from({ length: epochs }, (_unused, epoch) => {
      const isLast = fold === folds - 1 && epoch === epochs - 1;
      if (epoch < WARMUP_EPOCHS || isLast) return null;
      const reached = trials
        .filter(({ losses, isPruned }) => !isPruned || cameTo(losses, fold, epoch))
        .flatMap(({ losses }) => reachedAt(losses, fold, epoch) ?? [])
        .sort((a, b) => a - b);
      return reached.length < FEWEST_TRIALS ? null : reached[Math.floor(reached.length / 2)];
    }),
  );
}

const cameTo = (losses: Losses, fold: number, epoch: number): boolean =>
  losses.length > fold + 1 || (losses.length === fold + 1 && losses[fold].length > epoch);

/** Whether a trial that has come this far is to be given up. */
export function isHopeless(losses: Losses, limits: Limits): boolean {
  const fold = losses.length - 1;
  const epoch = (losses[fold]?.length ?? 0) - 1;
  const limit = limits[fold]?.[epoch] ?? null;
  const reached = epoch < 0 ? null : reachedAt(losses, fold, epoch);
  return limit !== null && reached !== null && reached > limit;
}
