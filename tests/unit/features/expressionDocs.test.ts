import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXPRESSION_FUNCTIONS, findFunction } from '#main/features/expression/functions.ts';
import { OPERATORS } from '#main/features/expression/operators.ts';
import { parseExpression } from '#main/features/expression/program.ts';
import { signatureOf } from '#main/features/expression/signature.ts';
import { FACTOR_SETS } from '#main/features/factors/factorSets.ts';

const text = readFileSync(resolve(import.meta.dirname, '../../../docs/expressions.md'), 'utf8');
const lines = text.split('\n');
const cell = (content: string): string => content.replaceAll('|', '\\|');

describe('docs/expressions.md', () => {
  it.each(EXPRESSION_FUNCTIONS)('says of $name what the registry says', (entry) => {
    const aliases = entry.aliases.map((alias) => `\`${alias}\``).join(' ');
    const { en, zh } = entry.doc;
    expect(lines).toContain(
      `| \`${signatureOf(entry)}\` | ${aliases} | ${cell(en)} | ${cell(zh)} |`,
    );
  });

  it.each(OPERATORS)('explains the operator $symbols', ({ symbols, doc }) => {
    const rows = lines.filter((line) => line.endsWith(`| ${cell(doc.en)} | ${cell(doc.zh)} |`));
    expect(rows.some((row) => symbols.every((each) => row.includes(`\`${cell(each)}\``)))).toBe(
      true,
    );
  });

  it.each(Object.values(FACTOR_SETS))('lists the set $name with its size', ({ name, factors }) => {
    expect(text).toContain(`| \`${name}\` | ${factors.length} |`);
  });

  it('shows a program that can be read', () => {
    const [, program] = /```\n([\s\S]*?)```/.exec(text) ?? [];
    const [factor, ...label] = program.trim().split('\n');
    expect(parseExpression(factor).nodes.length).toBeGreaterThan(3);
    expect(parseExpression(label.join('\n')).nodes.length).toBeGreaterThan(10);
  });
});

describe('the function registry', () => {
  it('gives each name and alias to one function', () => {
    const names = EXPRESSION_FUNCTIONS.flatMap(({ name, aliases }) => [name, ...aliases]);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toBe(name.toLowerCase());
    expect(findFunction('delay')?.name).toBe('shift');
  });
});
