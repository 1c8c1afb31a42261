import { entryOf } from './functions.ts';
import type { ExpressionNode, Place } from './node.ts';
import type { NodeTable } from './nodeTable.ts';
import type { CheckedArguments } from './arguments.ts';

type Expansion = (
  call: (name: string, inputs: ExpressionNode[], parameters?: number[]) => ExpressionNode,
  inputs: ExpressionNode[],
  parameters: number[],
  constant: (value: number) => ExpressionNode,
) => ExpressionNode;

/** Functions that are written with others, so that what they have in common is computed once. */
const EXPANSIONS: Readonly<Record<string, Expansion>> = {
  plus: (_, [x]) => x,
  mean: (call, [x], [n], constant) => call('divide', [call('sum', [x], [n]), constant(n)]),
  count: (call, [condition], [n]) => call('sum', [condition], [n]),
  std: (call, [x], [n]) => call('sqrt', [call('var', [x], [n])]),
  median: (call, [x], [n]) => call('quantile', [x], [n, 0.5]),
  shift: (call, [x], [n]) => (n === 0 ? x : call('shift', [x], [n])),
  delta: (call, [x], [n]) => call('subtract', [x, call('shift', [x], [n])]),
};

/** The node of a call whose arguments fit. */
export function expandCall(
  table: NodeTable,
  name: string,
  { inputs, parameters }: CheckedArguments,
  place: Place,
): ExpressionNode {
  const call = (of: string, from: ExpressionNode[], fixed: number[] = []): ExpressionNode =>
    table.call(entryOf(of), from, fixed, place);
  if (!Object.hasOwn(EXPANSIONS, name)) return call(name, inputs, parameters);
  const constant = (value: number): ExpressionNode => table.constant(value, place);
  return EXPANSIONS[name](call, inputs, parameters, constant);
}

/** Average price of the bar on the footing of the panel's prices: amount / volume × factor. */
export function expandVwap(table: NodeTable, place: Place): ExpressionNode {
  const column = (name: string): ExpressionNode => table.column(name, place);
  const call = (name: string, a: ExpressionNode, b: ExpressionNode): ExpressionNode =>
    table.call(entryOf(name), [a, b], [], place);
  return call('multiply', call('divide', column('amount'), column('volume')), column('factor'));
}
