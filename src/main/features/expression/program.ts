import { expressionError } from './expressionError.ts';
import { findFunction } from './functions.ts';
import type { Expression, ExpressionNode, Place } from './node.ts';
import { NodeTable } from './nodeTable.ts';
import { ExpressionParser, placeOf } from './parse.ts';
import { tokenise } from './tokens.ts';
import type { Token } from './tokens.ts';

const MOST_CHARACTERS = 20_000;

/** Columns an expression may name; `vwap` is computed, the others come from the panel. */
export const PANEL_COLUMNS: readonly string[] = [
  'open',
  'high',
  'low',
  'close',
  'volume',
  'amount',
  'vwap',
  'factor',
  'turn',
  'pe',
  'pb',
  'ps',
  'pcf',
];

/** One line of a program: `name = expression`, or an expression whose value the next lines call `label`. */
interface Line {
  name: Token | null;
  tokens: Token[];
}

/**
 * Parses an expression or a program of several lines, whose value is that of its last line. Equal parts
 * are found once, fixed numbers computed, aliases resolved.
 *
 * @param columns names of the panel's columns, when it has others than the usual ones
 * @throws INVALID_INPUT with `position`, `length`, `line`, `column`, `fault` and `suggestion`
 */
export function parseExpression(text: string, columns = PANEL_COLUMNS): Expression {
  const table = new NodeTable(text);
  const lines = readLines(text);
  const names = new Map<string, ExpressionNode>();
  let root: ExpressionNode | null = null;
  let unread: Place | null = null;
  for (const { name, tokens } of lines) {
    if (name) checkName(text, name, columns);
    if (tokens.some((token) => token.type === 'name' && token.text === 'label')) unread = null;
    if (!name && unread) throw notUsed(text, unread);
    root = new ExpressionParser(text, tokens, table, columns, names).parse();
    names.set(name?.text ?? 'label', root);
    if (!name) unread = placeOf(tokens[0]);
  }
  if (root === null) {
    const place = { position: 0, length: text.length };
    throw expressionError(text, 'incomplete', place, 'the expression is empty');
  }
  return { text, nodes: table.nodes, root };
}

/** Splits the tokens at line ends outside parentheses; each line gets an end of its own. */
function readLines(text: string): Line[] {
  if (text.length > MOST_CHARACTERS) {
    const place = { position: MOST_CHARACTERS, length: text.length - MOST_CHARACTERS };
    const problem = `longer than ${MOST_CHARACTERS} characters`;
    throw expressionError(text, 'tooLarge', place, problem);
  }
  const lines: Line[] = [];
  let tokens: Token[] = [];
  let open = 0;
  for (const token of tokenise(text)) {
    if (token.text === '(') open++;
    if (token.text === ')') open--;
    const isBreak = token.type === 'end' || (token.type === 'newline' && open <= 0);
    if (!isBreak) {
      if (token.type !== 'newline') tokens.push(token);
      continue;
    }
    if (tokens.length > 0) lines.push(toLine(tokens, token.position));
    tokens = [];
    open = 0;
  }
  return lines;
}

function toLine(tokens: Token[], position: number): Line {
  const isAssignment = tokens[0].type === 'name' && tokens[1]?.text === '=';
  const end: Token = { type: 'end', text: '', position, length: 0 };
  return isAssignment
    ? { name: tokens[0], tokens: [...tokens.slice(2), end] }
    : { name: null, tokens: [...tokens, end] };
}

const RESERVED = new Set(['and', 'or', 'not', 'nan']);

function checkName(text: string, name: Token, columns: readonly string[]): void {
  const isTaken =
    RESERVED.has(name.text) ||
    columns.includes(name.text.replace(/_\d{1,4}$/, '')) ||
    findFunction(name.text) !== undefined;
  if (!isTaken) return;
  const problem = `“${name.text}” already means something`;
  throw expressionError(text, 'wrongArguments', placeOf(name), problem, `my_${name.text}`);
}

const notUsed = (text: string, place: Place): Error =>
  expressionError(
    text,
    'notUsed',
    place,
    'this line is not used by the ones below; call it “label” there, or give it a name: x = …',
  );
