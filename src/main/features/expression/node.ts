/** What a value is: a number, or a condition (1 holds, 0 does not). A condition may stand where a number may. */
export type ValueKind = 'number' | 'condition';

/** Where in the text something stands, in UTF-16 units. */
export interface Place {
  position: number;
  length: number;
}

interface NodeBase {
  /** Index in the list of nodes of its expression. */
  id: number;
  kind: ValueKind;
  place: Place;
}

export interface ConstantNode extends NodeBase {
  type: 'constant';
  value: number;
}

/** A column of the panel, on the bar itself. */
interface ColumnNode extends NodeBase {
  type: 'column';
  name: string;
}

/** A function or operator, by its canonical name. */
export interface CallNode extends NodeBase {
  type: 'call';
  name: string;
  inputs: readonly ExpressionNode[];
  /** Windows, lags and fractions: numbers fixed in the text, in the order of the signature. */
  parameters: readonly number[];
}

export type ExpressionNode = ConstantNode | ColumnNode | CallNode;

/** A parsed text. Equal parts are one node; `nodes` lists each node after those it reads. */
export interface Expression {
  text: string;
  nodes: readonly ExpressionNode[];
  root: ExpressionNode;
}
