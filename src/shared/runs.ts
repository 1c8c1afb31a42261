import { z } from 'zod';
import type { SymbolCode } from './domain.ts';
import { timingConfigSchema } from './run.ts';
import type { Metrics, TimingConfig, TimingReport } from './run.ts';
import { selectionConfigSchema } from './selection.ts';
import type { SelectionConfig, SelectionReport } from './selection.ts';

/** What a run is asked to do: one symbol's timing, or a choice from a cross-section. */
export const runConfigSchema = z.union([timingConfigSchema, selectionConfigSchema]);
export type RunConfig = TimingConfig | SelectionConfig;
export type RunReport = TimingReport | SelectionReport;

export const isTimingConfig = (config: RunConfig): config is TimingConfig =>
  config.preset === 't-timing';
export const isTimingReport = (report: RunReport): report is TimingReport =>
  report.preset === 't-timing';

/** The symbols that a config names itself; none where the universe is found in the store. */
export function namedSymbols(config: RunConfig): SymbolCode[] {
  if (isTimingConfig(config)) return config.symbols;
  return Array.isArray(config.universe) ? config.universe : [];
}

export const RUN_STATES = ['running', 'done', 'failed', 'cancelled', 'interrupted'] as const;
export type RunState = (typeof RUN_STATES)[number];

/** A line in the list of runs. */
export interface RunSummary {
  run: string;
  state: RunState;
  createdAt: string;
  finishedAt: string | null;
  config: RunConfig;
  isSimulated: boolean;
  appVersion: string;
  foldsDone: number;
  foldsTotal: number | null;
  metrics: Metrics | null;
  hash: string | null;
  error: { code: string; message: string } | null;
}
