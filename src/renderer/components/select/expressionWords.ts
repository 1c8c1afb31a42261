export type WordKind = 'function' | 'column' | 'set' | 'number' | 'comment' | 'other';

export interface Word {
  text: string;
  kind: WordKind;
}

export interface Vocabulary {
  functions: ReadonlySet<string>;
  columns: ReadonlySet<string>;
  sets: ReadonlySet<string>;
}

const PIECES = /#[^\n]*|@?[A-Za-z_][A-Za-z0-9_]*|\d+(?:\.\d+)?(?:e[+-]?\d+)?|\s+|./giu;

function kindOf(text: string, known: Vocabulary): WordKind {
  if (text.startsWith('#')) return 'comment';
  if (text.startsWith('@')) return known.sets.has(text.slice(1)) ? 'set' : 'other';
  if (/^\d/.test(text)) return 'number';
  const name = text.toLowerCase();
  if (known.functions.has(name)) return 'function';
  if (known.columns.has(name) || known.columns.has(name.replace(/_\d+$/, ''))) return 'column';
  return 'other';
}

/** A program cut into coloured pieces; joined again they are the program. */
export function toWords(text: string, known: Vocabulary): Word[] {
  return (text.match(PIECES) ?? []).map((piece) => ({ text: piece, kind: kindOf(piece, known) }));
}

/** The name being typed before the caret, with where it begins; null between names. */
export function nameBefore(text: string, caret: number): { from: number; name: string } | null {
  const match = /@?[A-Za-z_][A-Za-z0-9_]*$|@$/.exec(text.slice(0, caret));
  return match ? { from: match.index, name: match[0] } : null;
}
