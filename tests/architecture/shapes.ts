import { basename, dirname } from 'node:path/posix';
import type { Finding, SourceFile } from './sourceFiles.ts';
import { wordsOf } from './words.ts';

const MOST_LINES = 400;
const MOST_COMPONENT_LINES = 250;
/** Names that tell nothing of what is inside. */
const EMPTY_NAMES = new Set([
  'util',
  'utils',
  'helper',
  'helpers',
  'common',
  'manager',
  'service',
  'misc',
]);

export const lineCount = (text: string): number =>
  text.split('\n').length - (text.endsWith('\n') ? 1 : 0);

export function checkSize({ path, text }: SourceFile): Finding[] {
  const most = path.endsWith('.vue') ? MOST_COMPONENT_LINES : MOST_LINES;
  const lines = lineCount(text);
  return lines > most
    ? [{ path, line: most, problem: `has ${lines} lines, more than ${most}` }]
    : [];
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)];
}

/** `camelCase.ts`, `camelCase.aspect.test.ts`, `PascalCase.vue`; `0001-name.ts` for migrations, which run in this order. */
export function checkName({ path }: Pick<SourceFile, 'path'>): Finding[] {
  const name = basename(path);
  const problems: string[] = [];
  const isFitting = path.endsWith('.vue')
    ? /^[A-Z][A-Za-z\d]*\.vue$/.test(name)
    : /^[a-z][A-Za-z\d]*((\.[a-z]+)?\.test|\.d)?\.ts$/.test(name) ||
      (dirname(path).endsWith('/migrations') && /^\d{4}-[a-z-]+\.ts$/.test(name));
  if (!isFitting) problems.push('is not named camelCase.ts or PascalCase.vue');
  const empty = path.split('/').flatMap((part) => wordsOf(part.replace(/\..*$/, '')));
  for (const word of empty.filter((each) => EMPTY_NAMES.has(each))) {
    problems.push(`${word} says nothing about what is inside`);
  }
  return problems.map((problem) => ({ path, line: 1, problem }));
}
