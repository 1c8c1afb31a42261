/** One input column of a model, comparable between symbols or not, known at the close of its bar. */
export interface Factor {
  /** Unique in its set. */
  name: string;
  /** In the language of docs/expressions.md; null where the timing block computes it. */
  expression: string | null;
  /** Where the formula comes from. */
  source: string;
}

export interface FactorSet {
  name: string;
  title: { zh: string; en: string };
  factors: readonly Factor[];
}
