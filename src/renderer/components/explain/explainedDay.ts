import type { SymbolCode } from '#shared/domain.ts';

/** A day of a run that may be explained. */
export interface ExplainedDay {
  run: string;
  symbol: SymbolCode;
  date: string;
  /** Of the run: a probability, or a score; null where it has none. */
  value: number | null;
  isProbability: boolean;
  /** Whether there is a model that predicts it. */
  canBe: boolean;
}
