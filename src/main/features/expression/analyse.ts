import { expressionError } from './expressionError.ts';
import { entryOf } from './functions.ts';
import type { CallNode, Expression, ExpressionNode } from './node.ts';
import { parseExpression } from './program.ts';

/** What an expression reads, before anything is computed. */
export interface ExpressionAnalysis {
  /** Bars before the current one; Infinity where all of them count (ema, all_quantile). */
  lookback: number;
  /**
   * Bars after the current one, 0 for a factor; Infinity for all_quantile, and where symbols are compared on
   * bars ahead that are shifted back again: the bars of another symbol need not fall on the same dates.
   */
  lookahead: number;
  /** Bars after the current one when all_quantile is fitted elsewhere, on a training part: a label's horizon. */
  horizon: number;
  /** Columns of the panel, sorted. */
  columns: string[];
  /** Whether it compares symbols, so that it needs the whole panel at once. */
  isCrossSectional: boolean;
}

/** Bars an expression reads around its own, at 0: from `first` to `last`; nothing at all when first > last. */
interface Span {
  first: number;
  last: number;
}

/** What an expression reads, without evaluating it. */
export function analyseExpression(expression: Expression): ExpressionAnalysis {
  const spans = new Map<ExpressionNode, Span>();
  const columns = new Set<string>();
  let isCrossSectional = false;
  let isFitted = false;
  for (const node of reachable(expression)) {
    spans.set(node, spanOf(node, spans));
    if (node.type === 'column') columns.add(node.name);
    isCrossSectional ||= isBarrier(node);
    isFitted ||= isBarrier(node) && entryOf(node.name).reach === 'panel';
  }
  const { first, last } = spans.get(expression.root)!;
  const isCrossed = isCrossSectional && last <= 0 && reachable(expression).some(readsAhead);
  return {
    lookback: isFitted ? Infinity : Math.max(0, -first),
    lookahead: isFitted || isCrossed ? Infinity : Math.max(0, last),
    horizon: Math.max(0, last),
    columns: [...columns].sort(),
    isCrossSectional,
  };
}

/**
 * Parses what is to be a factor: known at the close of its bar.
 *
 * @throws INVALID_INPUT as `parseExpression`, and where the expression reads later bars (fault `looksAhead`)
 */
export function checkFactor(text: string, columns?: readonly string[]): Expression {
  const expression = parseExpression(text, columns);
  refuseLookahead(expression, text);
  return expression;
}

/** Throws INVALID_INPUT when the expression reads later bars, pointing at what does in `text`. */
export function refuseLookahead(expression: Expression, text = expression.text): void {
  const { lookahead } = analyseExpression(expression);
  if (lookahead === 0) return;
  const culprit = reachable(expression).find(readsAhead) ?? expression.root;
  const isQuantile = culprit.type === 'call' && culprit.name === 'all_quantile';
  const unbounded = isQuantile ? 'every later bar' : 'later bars of other symbols';
  const bars = lookahead === Infinity ? unbounded : `${lookahead} bars ahead`;
  const advice = isQuantile ? '' : '; shift by a positive number of bars to look back';
  const problem = `a factor may not know the future, this reads ${bars}; only labels may${advice}`;
  const suggestion = isQuantile ? 'cross_quantile(x, q)' : null;
  throw expressionError(text, 'looksAhead', culprit.place, problem, suggestion);
}

const readsAhead = (node: ExpressionNode): boolean =>
  node.type === 'call' &&
  (node.name === 'all_quantile' || (node.name === 'shift' && node.parameters[0] < 0));

/** Whether a node compares symbols. */
export const isBarrier = (node: ExpressionNode): node is CallNode =>
  node.type === 'call' && ['date', 'panel'].includes(entryOf(node.name).reach);

/** The nodes that the root depends on, each after those it reads. */
export function reachable({ nodes, root }: Pick<Expression, 'nodes' | 'root'>): ExpressionNode[] {
  const needed = new Set([root]);
  for (let id = root.id; id >= 0; id--) {
    const node = nodes[id];
    if (needed.has(node) && node.type === 'call') node.inputs.forEach((each) => needed.add(each));
  }
  return nodes.filter((node) => needed.has(node));
}

function spanOf(node: ExpressionNode, spans: ReadonlyMap<ExpressionNode, Span>): Span {
  if (node.type === 'constant') return { first: Infinity, last: -Infinity };
  if (node.type === 'column') return { first: 0, last: 0 };
  const inputs = node.inputs.map((input) => spans.get(input)!);
  const first = Math.min(...inputs.map((span) => span.first));
  const last = Math.max(...inputs.map((span) => span.last));
  const [bars] = node.parameters;
  switch (entryOf(node.name).reach) {
    case 'bar':
    case 'date':
    case 'panel':
      return { first, last };
    case 'window':
      return { first: first - (bars - 1), last };
    case 'lag':
      return { first: first - bars, last: last - bars };
    case 'past':
      return { first: -Infinity, last };
  }
}
