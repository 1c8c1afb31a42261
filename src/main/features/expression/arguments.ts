import { expressionError } from './expressionError.ts';
import type { ExpressionNode, Place } from './node.ts';
import { signatureOf } from './signature.ts';
import type { ExpressionFunction, Parameter } from './signature.ts';

/** No window and no lag is longer: forty years of trading. */
const MOST_BARS = 10_000;

/** An argument as it was written. */
export interface Argument {
  node: ExpressionNode;
  place: Place;
}

/** Arguments of a call that fits its signature: values to compute with, and numbers fixed in the text. */
export interface CheckedArguments {
  inputs: ExpressionNode[];
  parameters: number[];
}

/** Number, kinds and ranges of the arguments; throws INVALID_INPUT at the first that does not fit. */
export function checkArguments(
  text: string,
  entry: ExpressionFunction,
  given: readonly Argument[],
  place: Place,
): CheckedArguments {
  const { parameters: expected } = entry;
  const fewest = expected.filter(({ fallback }) => fallback === undefined).length;
  if (given.length < fewest || given.length > expected.length) {
    const counts = fewest === expected.length ? `${fewest}` : `${fewest} to ${expected.length}`;
    const problem = `${entry.name} takes ${counts} arguments, not ${given.length}`;
    throw expressionError(text, 'wrongArguments', place, problem, hintFor(entry, given));
  }
  const checked: CheckedArguments = { inputs: [], parameters: [] };
  expected.forEach((parameter, i) => {
    const argument = given[i];
    if (isFixed(parameter)) checked.parameters.push(fixedValue(text, entry, parameter, argument));
    else checked.inputs.push(inputNode(text, entry, parameter, argument));
  });
  return checked;
}

const isFixed = ({ kind }: Parameter): boolean => kind !== 'series' && kind !== 'condition';

/** Users of other languages write rank(x, n) for what is ts_rank here. */
function hintFor(entry: ExpressionFunction, given: readonly Argument[]): string {
  return entry.name === 'rank' && given.length === 2 ? 'ts_rank(x, n)' : signatureOf(entry);
}

function inputNode(
  text: string,
  entry: ExpressionFunction,
  parameter: Parameter,
  { node, place }: Argument,
): ExpressionNode {
  if (parameter.kind === 'condition' && node.kind !== 'condition') {
    const problem = `${labelOf(entry)} needs a condition here, such as close > open`;
    throw expressionError(text, 'wrongKind', place, problem);
  }
  return node;
}

const labelOf = (entry: ExpressionFunction): string =>
  'symbols' in entry ? `“${String(entry.symbols)}”`.replace(',', '” / “') : entry.name;

const ELEMENTWISE: Readonly<Record<string, string>> = { max: 'greater(a, b)', min: 'less(a, b)' };

function fixedValue(
  text: string,
  entry: ExpressionFunction,
  parameter: Parameter,
  argument: Argument | undefined,
): number {
  if (argument === undefined) return parameter.fallback!;
  const { node, place } = argument;
  const refuse = (problem: string, suggestion: string | null = null): Error =>
    expressionError(text, 'wrongArguments', place, `${entry.name}: ${problem}`, suggestion);
  if (node.type !== 'constant' || node.kind !== 'number') {
    const problem = `${parameter.name} must be a number, not something that changes by bar`;
    throw refuse(problem, ELEMENTWISE[entry.name] ?? null);
  }
  const { value } = node;
  if (parameter.kind === 'fraction' && !(value >= 0 && value <= 1)) {
    throw refuse(`${parameter.name} must lie between 0 and 1, not ${value}`);
  }
  const least = parameter.kind === 'window' ? (parameter.least ?? 1) : -MOST_BARS;
  const isBars = parameter.kind === 'window' || parameter.kind === 'lag';
  if (isBars && !(Number.isInteger(value) && value >= least && value <= MOST_BARS)) {
    throw refuse(
      `${parameter.name} must be whole bars from ${least} to ${MOST_BARS}, not ${value}`,
    );
  }
  if (!Number.isFinite(value)) throw refuse(`${parameter.name} must be finite`);
  return value;
}
