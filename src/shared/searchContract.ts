import { z } from 'zod';
import type { BackendInfo } from './run.ts';
import { runConfigSchema } from './runs.ts';
import type { RunConfig, RunState } from './runs.ts';
import { searchIdSchema } from './searchRef.ts';
import { searchSpaceSchema } from './searchSpace.ts';
import type { SearchSpace } from './searchSpace.ts';

export const SEARCH_METHODS = ['tpe', 'random'] as const;
export type SearchMethod = (typeof SEARCH_METHODS)[number];

/** What a search is asked to do. Its own fields decide every trial, beside the bars. */
export const searchRequestSchema = z.strictObject({
  /** The run that settings are sought for; trials train with its seed. */
  config: runConfigSchema,
  trials: z.number().int().min(1).max(1000).default(30),
  /** Of each trial at most. */
  epochs: z.number().int().min(1).max(1000).default(20),
  /** Of the suggestions. */
  seed: z
    .number()
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .default(42),
  method: z.enum(SEARCH_METHODS).default('tpe'),
  /** Trials under way at once at most; part of the result, unlike the number of workers. */
  parallel: z.number().int().min(1).max(64).default(4),
  /** Left out: the ranges of the published toolkit for those settings that the model has. */
  space: searchSpaceSchema.optional(),
});
export type SearchRequest = z.infer<typeof searchRequestSchema>;

const named = z.strictObject({ search: searchIdSchema });

export const searchInputs = {
  'search.start': searchRequestSchema,
  'search.resume': named,
  'searches.list': z.strictObject({}),
  'searches.get': named,
  'searches.delete': named,
} as const;

export const TRIAL_STATES = ['done', 'pruned', 'diverged'] as const;

/** One finished trial. */
export interface TrialRecord {
  /** Counted from 1, in the order of suggestion. */
  trial: number;
  settings: Record<string, number | string>;
  state: (typeof TRIAL_STATES)[number];
  /**
   * Mean over validation folds of the lowest validation loss; of a pruned trial over those that it has
   * seen; null where training diverged.
   */
  value: number | null;
  /** Validation loss by fold and epoch, as far as the trial went. */
  losses: number[][];
  /** Seconds; the only field that varies between repetitions. */
  seconds: number;
}

export interface SearchSummary {
  search: string;
  state: RunState;
  createdAt: string;
  finishedAt: string | null;
  config: RunConfig;
  method: SearchMethod;
  seed: number;
  epochs: number;
  trialsDone: number;
  trialsTotal: number;
  /** Lowest value of the trials that were trained to the end. */
  best: Pick<TrialRecord, 'trial' | 'settings' | 'value'> | null;
  error: { code: string; message: string } | null;
}

/** Symbols whose models are tried at most where each symbol has one of its own. */
export const SEARCH_SYMBOLS = 12;

/** One validation fold inside the search span. */
export interface SearchFold {
  /** Null where the fold holds the whole cross-section; the one whose model is tried on it otherwise. */
  symbol: string | null;
  trainFrom: string;
  /** Last bar whose outcome may be learnt from or validated on. */
  validTo: string;
}

export interface SettingImportance {
  setting: string;
  /** Share of the variance of values that this setting explains by itself, 0..1. */
  share: number;
}

export interface SearchRecord extends SearchSummary {
  parallel: number;
  space: SearchSpace;
  /** Bars that trials may read; the first test bar of the run lies behind it. */
  span: { from: string; to: string };
  folds: SearchFold[];
  dataVersion: string;
  backend: BackendInfo;
  /** In the order of their numbers; while a search runs, numbers may be missing. */
  trials: TrialRecord[];
  /** Largest first; empty while there are too few trials to tell. */
  importance: SettingImportance[];
}

export interface SearchOutputs {
  'search.start': { search: string };
  'search.resume': { search: string };
  'searches.list': SearchSummary[];
  'searches.get': SearchRecord;
  'searches.delete': { deleted: boolean };
}

export const SEARCH_JOBS = [
  'search.start',
  'search.resume',
] as const satisfies readonly (keyof typeof searchInputs)[];
