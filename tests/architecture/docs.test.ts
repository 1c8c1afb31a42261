import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createProgram } from '#main/cli/program.ts';
import { settingsSchema } from '#shared/contract.ts';
import { MARKER_KINDS, MODEL_KINDS, REJECTION_REASONS } from '#shared/domain.ts';
import { ERROR_CODES } from '#shared/errors.ts';
import { timingSettingsSchema } from '#shared/run.ts';
import { makeReport } from '#tests/fixtures/makeReport.ts';
import { makeSelectionReport } from '#tests/fixtures/makeSelectionReport.ts';
import { projectRoot, readSources } from './sourceFiles.ts';

const documents = readSources('*.md', 'docs/**/*.md');
const read = (path: string): string => documents.find((file) => file.path === path)?.text ?? '';

/** Second cell of each table row by the `names` in its first. */
function tableRows(text: string): Map<string, string> {
  const rows = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [first, second] = line
      .split('|')
      .slice(1)
      .map((cell) => cell.trim());
    for (const [, name] of (first ?? '').matchAll(/`([^`]+)`/g)) rows.set(name, second ?? '');
  }
  return rows;
}

/** What a user reads of a default. */
const shown = (value: string | number | boolean | readonly string[]): string =>
  value === 1 / 3 ? '1/3' : String(value);

describe('docs/metrics.md', () => {
  const rows = tableRows(read('docs/metrics.md'));
  const { metrics, quality, baselines } = makeReport();
  const selection = makeSelectionReport();

  it.each([
    ...Object.keys(metrics).filter((name) => name !== 'costs'),
    ...Object.keys(metrics.costs),
    ...Object.keys(quality),
    ...Object.keys(baselines),
    ...Object.keys(baselines.random),
    ...Object.keys(selection.quality),
    ...Object.keys(selection.baselines),
    ...['excess', 'idealEquity', 'holdings', 'contributors', 'survivorship'],
  ])('defines %s', (name) => {
    expect([...rows.keys()]).toContain(name);
  });
});

describe.each(['docs/guide.md', 'docs/guide.zh-CN.md'])('%s', (path) => {
  const text = read(path);
  const rows = tableRows(text);

  it.each(Object.entries({ ...timingSettingsSchema.parse({}), ...settingsSchema.parse({}) }))(
    'explains the setting %s with its default %s',
    (name, value) => {
      expect(rows.get(name)).toBe(shown(value));
    },
  );

  it.each([...MARKER_KINDS, ...REJECTION_REASONS, ...ERROR_CODES, ...MODEL_KINDS])(
    'explains %s',
    (name) => {
      expect(rows.get(name)).toBeTruthy();
    },
  );

  it('explains every command and shows each with all of its options', () => {
    for (const command of createProgram().commands) {
      expect(rows.get(command.name())).toBeTruthy();
      const examples = text
        .split('\n')
        .filter((line) => line.startsWith(`npm run zuot -- ${command.name()}`))
        .join('\n');
      for (const option of command.options) {
        const isGlobal = option.long === '--db' || option.long === '--json';
        expect(isGlobal ? text : examples).toContain(option.long);
      }
    }
  });

  it('has the sections of the other language', () => {
    const numbers = (of: string): string[] => of.match(/^#+ (\d\.)?/gm) ?? [];
    expect(numbers(text)).toEqual(numbers(read('docs/guide.md')));
  });
});

describe('links between documents', () => {
  const links = documents.flatMap(({ path, text }) =>
    [...text.matchAll(/\]\(([^)#\s]+)(#[^)]*)?\)/g)]
      .map(([, target]) => target)
      .filter((target) => !/^[a-z]+:/.test(target))
      .map((target) => [path, target] as const),
  );

  it.each(links)('%s leads to %s', (path, target) => {
    expect(existsSync(join(projectRoot, dirname(path), target))).toBe(true);
  });
});
