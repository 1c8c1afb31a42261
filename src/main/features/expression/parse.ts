import { checkArguments } from './arguments.ts';
import type { Argument } from './arguments.ts';
import { expandCall, expandVwap } from './expand.ts';
import { expressionError } from './expressionError.ts';
import type { ExpressionFault } from '#shared/selectionContract.ts';
import { findFunction, functionNames } from './functions.ts';
import { nearestName } from './nearest.ts';
import type { ExpressionNode, Place } from './node.ts';
import type { NodeTable } from './nodeTable.ts';
import { OPERATORS, POWER_OF_COMPARISON } from './operators.ts';
import type { Operator } from './operators.ts';
import { signatureOf } from './signature.ts';
import type { Token } from './tokens.ts';

const MOST_DEPTH = 100;

const symbolMap = (fixity: Operator['fixity']): ReadonlyMap<string, Operator> =>
  new Map(
    OPERATORS.filter((operator) => operator.fixity === fixity).flatMap((operator) =>
      operator.symbols.map((symbol) => [symbol, operator] as const),
    ),
  );
const INFIX = symbolMap('infix');
const PREFIX = symbolMap('prefix');

/** Results of earlier lines by name. */
export type Names = ReadonlyMap<string, ExpressionNode>;

/** A Pratt parser over the tokens of a program; `docs/expressions.md` has the grammar. */
export class ExpressionParser {
  private at = 0;
  private depth = 0;
  private readonly text: string;
  private readonly tokens: readonly Token[];
  private readonly table: NodeTable;
  private readonly columns: readonly string[];
  private readonly names: Names;

  constructor(
    text: string,
    tokens: readonly Token[],
    table: NodeTable,
    columns: readonly string[],
    names: Names,
  ) {
    this.text = text;
    this.tokens = tokens;
    this.table = table;
    this.columns = columns;
    this.names = names;
  }

  /** The one expression that all tokens make up. */
  parse(): ExpressionNode {
    const { node } = this.expression(0);
    const token = this.peek();
    if (token.type !== 'end') throw this.unexpected(token);
    return node;
  }

  /** What stands here, up to the first operator that binds less tightly than `power`. */
  private expression(power: number): Argument {
    const first = this.peek();
    if (++this.depth > MOST_DEPTH) {
      throw this.error('tooLarge', first, `nested more than ${MOST_DEPTH} levels deep`);
    }
    let left = this.operand();
    for (;;) {
      const token = this.peek();
      const operator = INFIX.get(token.text);
      if (!operator || token.type === 'number' || operator.power < power) break;
      this.at++;
      // The right side binds tighter, except that a ** b ** c is a ** (b ** c) and 2 ** −1 is allowed.
      const right = this.expression(
        operator.name === 'power' ? operator.power - 10 : operator.power + 1,
      );
      const place = span(left.place, right.place);
      left = { node: this.call(operator, [left, right], place), place };
      if (operator.power === POWER_OF_COMPARISON) this.refuseChain();
    }
    this.depth--;
    return left;
  }

  private refuseChain(): void {
    const token = this.peek();
    if (token.type !== 'symbol' || INFIX.get(token.text)?.power !== POWER_OF_COMPARISON) return;
    throw this.error('unreadable', token, 'comparisons cannot be chained', '(a < b) & (b < c)');
  }

  private operand(): Argument {
    const token = this.next();
    const prefix = token.type === 'number' ? undefined : PREFIX.get(token.text);
    if (prefix) {
      const right = this.expression(prefix.power);
      const place = span(placeOf(token), right.place);
      return { node: this.call(prefix, [right], place), place };
    }
    if (token.type === 'number') {
      const value = Number(token.text);
      return { node: this.table.constant(value, placeOf(token)), place: placeOf(token) };
    }
    if (token.type === 'name') return this.named(token);
    if (token.text !== '(') throw this.unexpected(token);
    const inner = this.expression(0);
    const place = span(placeOf(token), placeOf(this.expect(')')));
    return { node: inner.node, place };
  }

  private named(token: Token): Argument {
    const entry = findFunction(token.text);
    if (this.peek().text === '(') {
      if (!entry) throw this.unknown(token, functionNames());
      this.at++;
      const given = this.argumentList();
      const place = span(placeOf(token), placeOf(this.expect(')')));
      return { node: this.call(entry, given, place), place };
    }
    const place = placeOf(token);
    const node = this.names.get(token.text) ?? this.column(token.text, place);
    if (node) return { node, place };
    if (entry) {
      throw this.error('incomplete', token, `${token.text} is a function`, signatureOf(entry));
    }
    throw this.unknown(token, [...this.names.keys(), ...this.columns]);
  }

  private column(name: string, place: Place): ExpressionNode | null {
    if (name === 'nan') return this.table.constant(NaN, place);
    if (this.columns.includes(name)) {
      return name === 'vwap' ? expandVwap(this.table, place) : this.table.column(name, place);
    }
    // close_5: the close 5 bars ago.
    const [, base, digits] = /^(.+)_(\d{1,4})$/.exec(name) ?? [];
    if (base === undefined || !this.columns.includes(base)) return null;
    const inputs = [this.column(base, place)!];
    return expandCall(this.table, 'shift', { inputs, parameters: [Number(digits)] }, place);
  }

  private argumentList(): Argument[] {
    const given: Argument[] = [];
    if (this.peek().text === ')') return given;
    for (;;) {
      given.push(this.expression(0));
      if (this.peek().text !== ',') return given;
      this.at++;
    }
  }

  private call(
    entry: Operator | NonNullable<ReturnType<typeof findFunction>>,
    given: readonly Argument[],
    place: Place,
  ): ExpressionNode {
    const checked = checkArguments(this.text, entry, given, place);
    return expandCall(this.table, entry.name, checked, place);
  }

  private peek(): Token {
    return this.tokens[this.at];
  }

  private next(): Token {
    const token = this.tokens[this.at];
    if (token.type !== 'end') this.at++;
    return token;
  }

  private expect(symbol: string): Token {
    const token = this.next();
    if (token.text === symbol && token.type === 'symbol') return token;
    if (token.type === 'end')
      throw this.error('incomplete', token, `“${symbol}” is missing`, symbol);
    throw this.unexpected(token);
  }

  private unexpected(token: Token): Error {
    if (token.type === 'end') {
      return this.error('incomplete', token, 'the expression ends where a value should follow');
    }
    const hint = token.text === '=' ? '==' : null;
    const isValue = token.type === 'name' || token.type === 'number' || token.text === '(';
    const advice = isValue ? ': an operator or a comma is missing before it' : '';
    const problem = `“${token.text}” is not expected here${advice}`;
    return this.error('unreadable', token, problem, hint);
  }

  private unknown(token: Token, known: Iterable<string>): Error {
    const names = [...known, ...(this.peek().text === '(' ? [] : functionNames())];
    const nearest = nearestName(token.text, names);
    return this.error('unknownName', token, `unknown name “${token.text}”`, nearest);
  }

  private error(
    fault: ExpressionFault,
    token: Token,
    problem: string,
    hint: string | null = null,
  ): Error {
    return expressionError(this.text, fault, placeOf(token), problem, hint);
  }
}

export const placeOf = ({ position, length }: Token): Place => ({ position, length });

const span = (from: Place, to: Place): Place => ({
  position: from.position,
  length: to.position + to.length - from.position,
});
