import { globSync, readFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';

/** A file of the project; the path is relative to its root, with forward slashes. */
export interface SourceFile {
  path: string;
  text: string;
}

export interface Finding {
  path: string;
  line: number;
  problem: string;
}

export const projectRoot = resolve(import.meta.dirname, '../..');

/** Every file the patterns match. */
export function readSources(...patterns: string[]): SourceFile[] {
  return globSync(patterns, { cwd: projectRoot })
    .map((path) => path.split(sep).join('/'))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(projectRoot, path), 'utf8') }));
}

/** The script of a Vue component, other lines blank so that numbers stay; other files as they are. */
export function scriptOf({ path, text }: SourceFile): string {
  if (!path.endsWith('.vue')) return text;
  const match = /<script[^>]*>\r?\n([\s\S]*?)<\/script>/.exec(text);
  if (!match) return '';
  const before = text.slice(0, match.index).split('\n').length;
  return '\n'.repeat(before) + match[1];
}

/** One line a finding, for the message of a failed expectation. */
export const listed = (findings: readonly Finding[]): string[] =>
  findings.map(({ path, line, problem }) => `${path}:${line} ${problem}`);
