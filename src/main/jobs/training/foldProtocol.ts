import type { ErrorRecord } from '#shared/errors.ts';
import type { BackendInfo, TimingConfig } from '#shared/run.ts';
import type { SelectionConfig, SelectionModel } from '#shared/selection.ts';
import type { TrialResult, TrialTask } from '../search/searchTrial.ts';
import type { ExplainedWindow, ReviewTask } from '../review/reviewTask.ts';
import type { SearchUnit } from '../search/searchUnit.ts';
import type { SelectionInputs, TrainedSelection } from '../selection/selectionModel.ts';
import type { TimingData } from '../timing/timingData.ts';
import type { TrainedFold } from '../timing/timingFold.ts';
import type { EpochLosses } from './epochLosses.ts';

/** What a worker is asked to train, on data that it was sent before. */
export type WorkerTask =
  | { kind: 'timing'; symbol: string; index: number; start?: Uint8Array }
  | { kind: 'selection'; model: SelectionModel }
  /** The model of one symbol of a selection, with all that it reads. */
  | { kind: 'symbol'; model: SelectionModel; config: SelectionConfig; inputs: SelectionInputs }
  | ({ kind: 'trial' } & TrialTask)
  /** Windows for a model that was trained before. */
  | { kind: 'predict'; weights: Uint8Array; x: Float32Array; count: number }
  | ReviewTask;

export type TaskOf<K extends WorkerTask['kind']> = Extract<WorkerTask, { kind: K }>;

export interface WorkerResults {
  timing: TrainedFold;
  selection: TrainedSelection;
  symbol: TrainedSelection;
  trial: TrialResult;
  predict: Float32Array;
  predictDates: Float32Array;
  explain: ExplainedWindow;
  explainDate: ExplainedWindow;
}

/** What a search validates on. */
export type ToSearchWorker =
  /** A cross-section comes without its rows, of which there are `size` values. */
  | { type: 'searchUnit'; index: number; unit: SearchUnit; size: number }
  | { type: 'searchRows'; index: number; from: number; x: Float32Array };

/** To a fold worker. Both ends are our own code in one version, so nothing is parsed at this door. */
export type ToWorker =
  | { type: 'timing'; config: TimingConfig; data: TimingData }
  /** Without its rows, of which there are `size` values: one message would be too large for them. */
  | { type: 'selection'; config: SelectionConfig; inputs: SelectionInputs; size: number }
  | { type: 'rows'; from: number; x: Float32Array }
  | ToSearchWorker
  | { type: 'train'; task: WorkerTask };

export type FromWorker =
  | { type: 'ready'; backend: BackendInfo }
  | ({ type: 'epoch' } & EpochLosses)
  | { type: 'trained'; trained: WorkerResults[keyof WorkerResults] }
  | { type: 'failed'; error: ErrorRecord };
