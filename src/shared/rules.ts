import type { Board } from './domain.ts';

export const RULE_NAMES = [
  'sessions',
  'settlement',
  'ticks',
  'lots',
  'priceLimits',
  'newListings',
  'stampDuty',
  'transferFee',
  'dividendTax',
] as const;
export type RuleName = (typeof RULE_NAMES)[number];

/** One dated row of the rulebook. */
export interface RuleRow {
  rule: RuleName;
  /** YYYY-MM-DD, the first day on which it holds. */
  from: string;
  boards: Board[];
  /** Where it holds for codes only that begin so; empty = all. */
  prefixes: string[];
  /** Its figures by name, units as in the resource; null = none (no limit). */
  terms: Record<string, number | boolean | string | null>;
  source: string;
  /** Whether two independent sources agree. */
  isVerified: boolean;
}
