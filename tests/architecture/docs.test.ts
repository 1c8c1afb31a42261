import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createProgram } from '#main/cli/program.ts';
import { settingsSchema } from '#shared/contract.ts';
import { MARKER_KINDS, NETWORK_SOURCES, REJECTION_REASONS } from '#shared/domain.ts';
import { ERROR_CODES } from '#shared/errors.ts';
import { MODELS } from '#shared/models.ts';
import { timingSettingsSchema } from '#shared/run.ts';
import { SELECTION_PRESETS, selectionSettingsOf } from '#shared/selectionSettings.ts';
import type { SelectionPreset } from '#shared/selectionSettings.ts';
import { makeReport } from '#tests/fixtures/makeReport.ts';
import { makeSelectionReport } from '#tests/fixtures/makeSelectionReport.ts';
import { projectRoot, readSources } from './sourceFiles.ts';

const documents = readSources('*.md', 'docs/**/*.md');
const read = (path: string): string => documents.find((file) => file.path === path)?.text ?? '';

const cellsOf = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
const namesIn = (cell = ''): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name);

/** Lines of the tables with more than a column of presets, or of those without. */
function tableLines(text: string, hasPresets: boolean): string[] {
  const tables = text.split(/\n(?!\|)/).map((part) => part.split('\n'));
  return tables
    .filter((lines) => lines.some((line) => isPresetHeader(line)) === hasPresets)
    .flatMap((lines) => lines.filter((line) => line.startsWith('|')));
}
const isPresetHeader = (line: string): boolean =>
  SELECTION_PRESETS.every((preset) => cellsOf(line).includes(`\`${preset}\``));

/** Cells after the first of each table row, by the `names` in the first; tables of presets are left out. */
function tableCells(text: string): Map<string, string[]> {
  const rows = tableLines(text, false).map(cellsOf);
  return new Map(rows.flatMap(([first, ...rest]) => namesIn(first).map((name) => [name, rest])));
}

/** Second cell of each such row. */
const tableRows = (text: string): Map<string, string> =>
  new Map([...tableCells(text)].map(([name, [second = '']]) => [name, second]));

/** Default of each setting in the column of a preset. */
function presetColumn(text: string, preset: SelectionPreset): Map<string, string> {
  const lines = tableLines(text, true).map(cellsOf);
  const column = lines[0]?.indexOf(`\`${preset}\``) ?? -1;
  return new Map(lines.flatMap((cells) => namesIn(cells[0]).map((name) => [name, cells[column]])));
}

/** What a user reads of a default. */
const shown = (value: string | number | boolean | readonly string[]): string =>
  value === 1 / 3 ? '1/3' : String(value);

describe('docs/metrics.md', () => {
  const rows = tableRows(read('docs/metrics.md'));
  const { metrics, quality, baselines, calibration } = makeReport();
  const selection = makeSelectionReport();

  it.each([
    ...Object.keys(metrics).filter((name) => name !== 'costs'),
    ...Object.keys(metrics.costs),
    ...Object.keys(quality),
    ...Object.keys(calibration ?? {}),
    ...Object.keys(baselines),
    ...Object.keys(baselines.random),
    ...Object.keys(selection.quality),
    ...Object.keys(selection.band ?? {}),
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

  describe.each(SELECTION_PRESETS)('%s', (preset) => {
    const column = presetColumn(text, preset);
    // Programs, too long for a cell.
    const { features, label, ...settings } = selectionSettingsOf(preset).parse({});

    it.each(Object.entries(settings))(
      'explains the setting %s with its default %s',
      (name, value) => {
        expect(column.get(name) ?? rows.get(name)).toBe(shown(value));
      },
    );

    it.each(Object.keys({ features, label }))('explains the setting %s', (name) => {
      expect(rows.get(name)).toBeTruthy();
    });
  });

  it.each([
    ...[...MARKER_KINDS, ...REJECTION_REASONS, ...ERROR_CODES],
    ...[...SELECTION_PRESETS, ...NETWORK_SOURCES, ...Object.keys(MODELS)],
  ])('explains %s', (name) => {
    expect(rows.get(name)).toBeTruthy();
  });

  it.each(Object.entries(MODELS))('tells what the model %s sets', (name, { defaults }) => {
    const told = namesIn(tableCells(text).get(name)?.at(-1));
    expect(told).toEqual(Object.entries(defaults).map(([key, value]) => `${key}=${value}`));
  });

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
