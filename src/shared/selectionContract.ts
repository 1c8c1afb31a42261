import { z } from 'zod';
import { dateSchema } from './run.ts';
import { runIdSchema } from './runId.ts';
import { selectionConfigSchema } from './selection.ts';
import type { Ranking, ScoreHistory } from './selection.ts';
import { symbolSchema } from './symbolSchema.ts';

const expression = z.string().max(10_000);

/** Factors, and runs over a cross-section. */
export const selectionInputs = {
  'run.select': selectionConfigSchema,
  /** The universe's ranking at the close of a date; default: the last one. */
  'runs.rank': z.strictObject({ run: runIdSchema, date: dateSchema.optional() }),
  'runs.scores': z.strictObject({ run: runIdSchema, symbol: symbolSchema }),
  'factors.list': z.strictObject({}),
  'factor.check': z.strictObject({ text: expression, isLabel: z.boolean().default(false) }),
  'factor.evaluate': z.strictObject({
    text: expression,
    symbols: z.array(symbolSchema).min(1).max(6000),
    from: dateSchema.optional(),
    to: dateSchema.optional(),
  }),
} as const;

export interface FactorFunction {
  name: string;
  aliases: string[];
  signature: string;
  zh: string;
  en: string;
}

export interface FactorCatalogue {
  functions: FactorFunction[];
  columns: string[];
  sets: { name: string; zh: string; en: string; factors: { name: string; expression: string }[] }[];
}

/** What is wrong with an expression, for a page that says it in the user's language. */
export const EXPRESSION_FAULTS = [
  'unreadable',
  'incomplete',
  'unknownName',
  'wrongArguments',
  'wrongKind',
  'tooLarge',
  'notUsed',
  'looksAhead',
] as const;
export type ExpressionFault = (typeof EXPRESSION_FAULTS)[number];

/** What the editor shows while an expression is typed. */
export type FactorCheck =
  | { isValid: true; lookback: number | null; lookahead: number | null; isCrossSectional: boolean }
  | {
      isValid: false;
      /** null where the fault is not of the language. */
      fault: ExpressionFault | null;
      message: string;
      /** First character and length of the fault in the text. */
      position: number;
      length: number;
      suggestion: string | null;
    };

export interface FactorValues {
  text: string;
  dates: string[];
  columns: { symbol: string; values: (number | null)[] }[];
}

export interface SelectionOutputs {
  'run.select': { run: string };
  'runs.rank': Ranking;
  'runs.scores': ScoreHistory;
  'factors.list': FactorCatalogue;
  'factor.check': FactorCheck;
  'factor.evaluate': FactorValues;
}

export const SELECTION_JOBS = [
  'run.select',
  'factor.evaluate',
] as const satisfies readonly (keyof typeof selectionInputs)[];
