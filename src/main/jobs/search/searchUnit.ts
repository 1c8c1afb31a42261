import type { Fold } from '#main/dataset/folds.ts';
import type { TimingConfig } from '#shared/run.ts';
import type { SearchFold } from '#shared/searchContract.ts';
import type { SelectionConfig } from '#shared/selection.ts';
import type { SymbolWindows } from '../selection/perSymbol.ts';
import type { SelectionInputs } from '../selection/selectionModel.ts';
import type { TimingData } from '../timing/timingData.ts';

/** One validation fold of a search, as a worker needs it; nothing in it lies behind the search span. */
export type SearchUnit =
  | { kind: 'timing'; data: TimingData; fold: Fold; validShare: number; config: TimingConfig }
  | { kind: 'selection'; inputs: SelectionInputs; config: SelectionConfig }
  /** The rows of one symbol, for a model of its own. */
  | { kind: 'symbol'; inputs: SelectionInputs; config: SelectionConfig; windows: SymbolWindows };

/** What trials are trained and validated on. */
export interface SearchData {
  units: SearchUnit[];
  /** The units as a reader sees them. */
  folds: SearchFold[];
  /** Bars that trials may read. */
  span: { from: string; to: string };
  /** Of the bars of this span alone. */
  dataVersion: string;
}

/** Share of the span on which one fold validates, and by which the next one ends later. */
export const VALID_BLOCK = 0.15;
