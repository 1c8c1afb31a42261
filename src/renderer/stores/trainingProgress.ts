import type { Progress } from '#shared/contract.ts';
import type { LossPoint } from '../charts/lossOption.ts';

/** What the page says of a training, read out of the one shape of progress. */
export interface TrainingView {
  step: string;
  /** 0..1 of the whole job; null before the first message. */
  fraction: number | null;
  /** Counted from 1. */
  fold: number | null;
  /** Over all symbols; folds may be trained side by side. */
  foldsDone: number | null;
  folds: number | null;
  /** Of a selection in which each symbol has a model of its own. */
  symbolsDone: number | null;
  symbols: number | null;
  epoch: number | null;
  epochs: number | null;
  /** What `epoch` counts: those of a network, or rounds of boosting. */
  unit: 'epoch' | 'round';
  trainLoss: number | null;
  validLoss: number | null;
  symbol: string | null;
  run: string | null;
}

export function readTraining(progress: Progress | null): TrainingView {
  const data = progress?.data ?? {};
  const figure = (key: string): number | null => {
    const value = data[key];
    return typeof value === 'number' ? value : null;
  };
  const word = (key: string): string | null => {
    const value = data[key];
    return typeof value === 'string' ? value : null;
  };
  const hasTotal = progress !== null && progress.total > 0;
  return {
    step: progress?.step ?? '',
    fraction: hasTotal ? Math.min(1, progress.done / progress.total) : null,
    fold: figure('fold'),
    foldsDone: figure('foldsDone'),
    folds: figure('folds'),
    symbolsDone: figure('symbolsDone'),
    symbols: figure('symbols'),
    epoch: figure('epoch'),
    epochs: figure('epochs'),
    unit: word('unit') === 'round' ? 'round' : 'epoch',
    trainLoss: figure('trainLoss'),
    validLoss: figure('validLoss'),
    symbol: word('symbol'),
    run: word('run'),
  };
}

/** The point a message carries; null when it carries none. */
export function lossPointOf(view: TrainingView): LossPoint | null {
  const { fold, epoch, trainLoss, validLoss } = view;
  if (fold === null || epoch === null || trainLoss === null) return null;
  return { fold: fold - 1, epoch, trainLoss, validLoss };
}

const isBefore = (a: LossPoint, b: LossPoint): boolean =>
  a.fold === b.fold ? a.epoch < b.epoch : a.fold < b.fold;

/** Points kept in order of fold and epoch, whatever order parallel folds report in; the newest wins. */
export function withLossPoint(points: readonly LossPoint[], point: LossPoint): LossPoint[] {
  const last = points.at(-1);
  if (!last || isBefore(last, point)) return [...points, point];
  const before = points.filter((one) => isBefore(one, point));
  const after = points.filter((one) => isBefore(point, one));
  return [...before, point, ...after];
}

/** Where the measuring of the pace began. */
export interface PaceStart {
  atMs: number;
  done: number;
}

/** Seconds left at the pace since `start`; null until something was done in at least two seconds. */
export function secondsLeft(
  start: PaceStart | null,
  progress: Pick<Progress, 'done' | 'total'> | null,
  nowMs: number,
): number | null {
  if (!start || !progress || progress.total <= 0) return null;
  const done = progress.done - start.done;
  const seconds = (nowMs - start.atMs) / 1000;
  if (done <= 0 || seconds < 2) return null;
  return (Math.max(0, progress.total - progress.done) * seconds) / done;
}
