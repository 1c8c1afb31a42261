import { expressionError } from './expressionError.ts';
import { BAR_KERNELS } from './barKernels.ts';
import type { CallNode, ExpressionNode, Place, ValueKind } from './node.ts';
import type { ExpressionFunction } from './signature.ts';

/** Far more than anyone writes, few enough to evaluate. */
const MOST_NODES = 4000;

/** Builds the nodes of one text: equal parts become one node, what is fixed is computed at once. */
export class NodeTable {
  readonly nodes: ExpressionNode[] = [];
  private readonly known = new Map<string, ExpressionNode>();
  private readonly text: string;
  private readonly most: number;

  constructor(text: string, most = MOST_NODES) {
    this.text = text;
    this.most = most;
  }

  constant(value: number, place: Place, kind: ValueKind = 'number'): ExpressionNode {
    const key = `${kind} ${Object.is(value, -0) ? '-0' : value}`;
    return this.intern(key, { id: this.nodes.length, type: 'constant', kind, value, place });
  }

  column(name: string, place: Place): ExpressionNode {
    const node = { id: this.nodes.length, type: 'column', kind: 'number', name, place } as const;
    return this.intern(`column ${name}`, node);
  }

  /** The value of a function of checked arguments. */
  call(
    entry: Pick<ExpressionFunction, 'name' | 'returns' | 'reach'>,
    inputs: readonly ExpressionNode[],
    parameters: readonly number[],
    place: Place,
  ): ExpressionNode {
    const { name, returns: kind } = entry;
    if (entry.reach === 'bar' && inputs.every(({ type }) => type === 'constant')) {
      return this.constant(fold(name, inputs), place, kind);
    }
    const key = `${name} ${inputs.map(({ id }) => id).join(' ')};${parameters.join(' ')}`;
    const id = this.nodes.length;
    const node: CallNode = { id, type: 'call', kind, name, inputs, parameters, place };
    return this.intern(key, node);
  }

  private intern(key: string, node: ExpressionNode): ExpressionNode {
    const known = this.known.get(key);
    if (known) return known;
    if (this.nodes.length >= this.most) {
      const problem = `the expression has more than ${this.most} parts`;
      throw expressionError(this.text, 'tooLarge', node.place, problem);
    }
    this.known.set(key, node);
    this.nodes.push(node);
    return node;
  }
}

function fold(name: string, inputs: readonly ExpressionNode[]): number {
  const out = new Float64Array(1);
  const values = inputs.map((input) =>
    Float64Array.of(input.type === 'constant' ? input.value : NaN),
  );
  BAR_KERNELS[name](out, values, [], 1);
  return out[0];
}
