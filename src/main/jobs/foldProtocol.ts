import type { BackendInfo, TimingConfig } from '#shared/run.ts';
import type { ErrorRecord } from '#shared/errors.ts';
import type { TimingData } from './timingData.ts';
import type { FoldResult } from './timingFold.ts';

/** To a fold worker. Both ends are our own code in one version, so nothing is parsed at this door. */
export type ToWorker =
  | { type: 'data'; config: TimingConfig; data: TimingData }
  | { type: 'train'; symbol: string; index: number };

export type FromWorker =
  | { type: 'ready'; backend: BackendInfo }
  | { type: 'epoch'; epoch: number; trainLoss: number; validLoss: number }
  | { type: 'trained'; result: FoldResult; weights: Uint8Array }
  | { type: 'failed'; error: ErrorRecord };
