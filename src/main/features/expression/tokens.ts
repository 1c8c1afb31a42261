import { expressionError } from './expressionError.ts';

export interface Token {
  type: 'number' | 'name' | 'symbol' | 'newline' | 'end';
  /** As written; a name in lower case and without the `$` of Qlib's columns. */
  text: string;
  position: number;
  length: number;
}

const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const NAME = /\$?[\p{L}_][\p{L}\p{Nd}_]*/uy;
const SYMBOL = /\*\*|==|!=|<=|>=|[-+*/<>=&|~(),\n;]/y;
const SKIPPED = /[ \t\r\u3000\u00a0\ufeff]+|#[^\n]*/y;

/** What people write for a symbol that the language spells otherwise. */
const MEANT: Readonly<Record<string, string>> = {
  '\uff0c': ',',
  '\uff08': '(',
  '\uff09': ')',
  '\uff1b': ';',
  '\uff0b': '+',
  '\uff0d': '-',
  '\u2212': '-',
  '\u2013': '-',
  '\uff0a': '*',
  '\u00d7': '*',
  '\uff0f': '/',
  '\u00f7': '/',
  '\uff1d': '=',
  '\uff1c': '<',
  '\uff1e': '>',
  '\u2264': '<=',
  '\u2265': '>=',
  '\u2260': '!=',
  '^': '**',
  '!': '~',
  '[': '(',
  ']': ')',
  '{': '(',
  '}': ')',
};

/** Tokens of a text, an `end` last. Lines are kept apart by `newline`; `;` is one too; `#` starts a comment. */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  let position = 0;
  const match = (pattern: RegExp): string | null => {
    pattern.lastIndex = position;
    return pattern.exec(text)?.[0] ?? null;
  };
  while (position < text.length) {
    const skipped = match(SKIPPED);
    if (skipped !== null) {
      position += skipped.length;
      continue;
    }
    const token = readToken(position, match);
    if (token === null) throw unreadable(text, position);
    tokens.push(token);
    position += token.length;
  }
  tokens.push({ type: 'end', text: '', position: text.length, length: 0 });
  return tokens;
}

function readToken(position: number, match: (pattern: RegExp) => string | null): Token | null {
  const number = match(NUMBER);
  if (number !== null) return { type: 'number', text: number, position, length: number.length };
  const name = match(NAME);
  if (name !== null) {
    const text = name.replace('$', '').toLowerCase();
    return { type: 'name', text, position, length: name.length };
  }
  const symbol = match(SYMBOL);
  if (symbol === null) return null;
  const type = symbol === '\n' || symbol === ';' ? 'newline' : 'symbol';
  return { type, text: symbol, position, length: symbol.length };
}

function unreadable(text: string, position: number): Error {
  const character = String.fromCodePoint(text.codePointAt(position)!);
  const place = { position, length: character.length };
  const problem = `“${character}” has no meaning here`;
  return expressionError(text, 'unreadable', place, problem, MEANT[character] ?? null);
}
