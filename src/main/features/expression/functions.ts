import { BAR_FUNCTIONS } from './barFunctions.ts';
import { CROSS_FUNCTIONS } from './crossFunctions.ts';
import { OPERATORS } from './operators.ts';
import type { ExpressionFunction } from './signature.ts';
import { TIME_FUNCTIONS } from './timeFunctions.ts';

/** Every function of the language. */
export const EXPRESSION_FUNCTIONS: readonly ExpressionFunction[] = [
  ...BAR_FUNCTIONS,
  ...TIME_FUNCTIONS,
  ...CROSS_FUNCTIONS,
];

const BY_NAME = new Map(
  EXPRESSION_FUNCTIONS.flatMap((entry) =>
    [entry.name, ...entry.aliases].map((name) => [name, entry] as const),
  ),
);
const BY_CANONICAL_NAME = new Map(
  [...EXPRESSION_FUNCTIONS, ...OPERATORS].map((entry) => [entry.name, entry]),
);

/** The function of that name or alias, in lower case. */
export const findFunction = (name: string): ExpressionFunction | undefined => BY_NAME.get(name);

/** Every name a function answers to. */
export const functionNames = (): Iterable<string> => BY_NAME.keys();

/** The entry of a node's canonical name. */
export const entryOf = (name: string): ExpressionFunction => BY_CANONICAL_NAME.get(name)!;
