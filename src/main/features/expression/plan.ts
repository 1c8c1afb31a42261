import { isBarrier, reachable } from './analyse.ts';
import type { CallNode, ConstantNode, Expression, ExpressionNode } from './node.ts';
import { NodeTable } from './nodeTable.ts';
import { entryOf } from './functions.ts';

/** One value to compute, in the buffer of that number, from the buffers of its inputs. */
export interface Step {
  node: ExpressionNode;
  slot: number;
  inputs: readonly number[];
  /** Whether the value is kept for every bar of the panel. */
  isKept: boolean;
}

/** What is computed symbol by symbol in one go. */
export interface Pass {
  /** Buffers that hold one number throughout. */
  constants: readonly { node: ConstantNode; slot: number; isKept: boolean }[];
  steps: readonly Step[];
  /** Buffers needed, each as long as the dates. */
  slots: number;
}

/**
 * How a list of expressions is computed: pass 0 along each symbol's bars, then the functions over the
 * cross-section that its kept values allow, then pass 1, and so on. Equal parts of different expressions
 * are one node.
 */
export interface Plan {
  roots: readonly ExpressionNode[];
  passes: readonly Pass[];
  /** Functions over the cross-section that follow each pass. */
  barriers: readonly (readonly CallNode[])[];
  columns: readonly string[];
}

/** Passes that give every root, equal parts of the expressions computed once. */
export function planExpressions(expressions: readonly Expression[]): Plan {
  const table = new NodeTable('', Infinity);
  const roots = mergeInto(table, expressions);
  const levels = levelsOf(table.nodes);
  const depth = Math.max(0, ...roots.map((root) => levels.get(root)!));
  const barriersAt = Array.from({ length: depth + 1 }, (_, level) =>
    table.nodes.filter(isBarrier).filter((node) => levels.get(node) === level + 1),
  );
  const passes = barriersAt.map((barriers, level) => {
    const kept = barriers.map(({ inputs }) => inputs[0]);
    const finished = roots.filter((root) => levels.get(root) === level);
    return planPass(table.nodes, new Set([...kept, ...finished]), level, levels);
  });
  const columns = table.nodes.flatMap((node) => (node.type === 'column' ? [node.name] : []));
  return { roots, passes, barriers: barriersAt, columns };
}

/** The same nodes in one table; returns the root of each expression there. */
function mergeInto(table: NodeTable, expressions: readonly Expression[]): ExpressionNode[] {
  return expressions.map((expression) => {
    const merged = new Map<ExpressionNode, ExpressionNode>();
    for (const node of reachable(expression)) {
      merged.set(node, copyInto(table, node, merged));
    }
    return merged.get(expression.root)!;
  });
}

function copyInto(
  table: NodeTable,
  node: ExpressionNode,
  merged: ReadonlyMap<ExpressionNode, ExpressionNode>,
): ExpressionNode {
  if (node.type === 'constant') return table.constant(node.value, node.place, node.kind);
  if (node.type === 'column') return table.column(node.name, node.place);
  const inputs = node.inputs.map((input) => merged.get(input)!);
  return table.call(entryOf(node.name), inputs, node.parameters, node.place);
}

/** How many functions over the cross-section come before each node, itself included. */
function levelsOf(nodes: readonly ExpressionNode[]): Map<ExpressionNode, number> {
  const levels = new Map<ExpressionNode, number>();
  for (const node of nodes) {
    const inputs = node.type === 'call' ? node.inputs.map((input) => levels.get(input)!) : [];
    levels.set(node, Math.max(0, ...inputs) + (isBarrier(node) ? 1 : 0));
  }
  return levels;
}

/** Steps in order; a buffer is handed on once its value has been read for the last time. */
function planPass(
  nodes: readonly ExpressionNode[],
  kept: ReadonlySet<ExpressionNode>,
  level: number,
  levels: ReadonlyMap<ExpressionNode, number>,
): Pass {
  // What an earlier pass left behind is read from there.
  const inputsOf = (node: ExpressionNode): readonly ExpressionNode[] =>
    node.type !== 'call' || (isBarrier(node) && levels.get(node)! <= level) ? [] : node.inputs;
  const needed = neededFor(nodes, kept, inputsOf);
  const lastUse = new Map<ExpressionNode, ExpressionNode>();
  for (const node of needed) for (const input of inputsOf(node)) lastUse.set(input, node);
  const slotOf = new Map<ExpressionNode, number>();
  const constants = needed.filter((node) => node.type === 'constant');
  constants.forEach((node, slot) => slotOf.set(node, slot));
  let slots = constants.length;
  const free: number[] = [];
  const steps: Step[] = [];
  for (const node of needed) {
    if (node.type === 'constant') continue;
    const slot = free.pop() ?? slots++;
    slotOf.set(node, slot);
    const inputs = inputsOf(node);
    for (const input of new Set([...inputs, node])) {
      const isLast = (lastUse.get(input) ?? input) === node;
      if (isLast && input.type !== 'constant') free.push(slotOf.get(input)!);
    }
    const from = inputs.map((input) => slotOf.get(input)!);
    steps.push({ node, slot, inputs: from, isKept: kept.has(node) });
  }
  const filled = constants.map((node, slot) => ({ node, slot, isKept: kept.has(node) }));
  return { constants: filled, steps, slots };
}

/** The nodes that these depend on, themselves included, each after those it reads. */
function neededFor(
  nodes: readonly ExpressionNode[],
  wanted: ReadonlySet<ExpressionNode>,
  inputsOf: (node: ExpressionNode) => readonly ExpressionNode[],
): ExpressionNode[] {
  const needed = new Set(wanted);
  for (let id = nodes.length - 1; id >= 0; id--) {
    if (needed.has(nodes[id])) inputsOf(nodes[id]).forEach((input) => needed.add(input));
  }
  return nodes.filter((node) => needed.has(node));
}
