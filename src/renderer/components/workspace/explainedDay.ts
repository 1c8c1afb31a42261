import type { SymbolCode } from '#shared/domain.ts';

/** A day of a run that may be explained. */
export interface ExplainedDay {
  run: string;
  symbol: SymbolCode;
  date: string;
  /** Of the run; null where it has none. */
  probability: number | null;
  /** Whether there is a model that predicts it. */
  canBe: boolean;
}
