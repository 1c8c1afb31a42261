import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writePage } from '#main/cli/pageFile.ts';
import { createProgram } from '#main/cli/program.ts';
import { toRunConfig } from '#main/cli/runOptions.ts';
import { parseCsv } from '#main/download/sources/csv.ts';
import { importPaths } from '#main/jobs/data/importBars.ts';
import { runTiming } from '#main/jobs/timing/runTiming.ts';
import { parseInput } from '#main/rpc/parseInput.ts';
import { updateBars } from '#main/jobs/data/updateBars.ts';
import { makeContext } from '#tests/fixtures/context.ts';
import { makeDownloads } from '#tests/fixtures/downloads.ts';
import { failureOf, rejectionOf } from '#tests/fixtures/failureOf.ts';
import { makeStore } from '#tests/fixtures/store.ts';
import { makeTempDir } from '#tests/fixtures/tempDir.ts';
import { makeSampleDependencies, quickConfig } from '#tests/fixtures/timingRun.ts';

const CSV = 'date,open,high,low,close,volume\n2024-01-02,10,11,9,10,100\n';
const swapped = { from: '2022-01-01', to: '2019-01-01' };

describe('dates in the wrong order', () => {
  test('are named before a run is stored', async () => {
    const dependencies = makeSampleDependencies();
    const running = runTiming(dependencies, { ...quickConfig(), ...swapped }, makeContext());
    const { code, message } = await rejectionOf(running);
    expect(code).toBe('INVALID_INPUT');
    expect(message).toContain('from 2022-01-01 lies after to 2019-01-01');
    expect(dependencies.store.runs.list()).toEqual([]);
  });

  test('are named before a source is asked', async () => {
    const { dependencies, store } = makeDownloads();
    const input = { symbols: ['600519.SH'], mode: 'tail' as const, ...swapped };
    const { code } = await rejectionOf(updateBars(dependencies, input, makeContext()));
    expect(code).toBe('INVALID_INPUT');
    expect(store.downloads.list()).toEqual([]);
  });
});

describe('a path that is no CSV file', () => {
  test('is passed over where it is a folder within the folder', async () => {
    const folder = makeTempDir();
    mkdirSync(join(folder, 'sz000858.csv'));
    writeFileSync(join(folder, 'sh600519.csv'), CSV);
    const outcomes = await importPaths(makeStore(), { paths: [folder] }, makeContext());
    expect(outcomes).toMatchObject([{ file: 'sh600519.csv', added: 1 }]);
  });

  test.skipIf(process.platform === 'win32')(
    'is refused where reading might never end',
    async () => {
      const outcomes = await importPaths(makeStore(), { paths: ['/dev/zero'] }, makeContext());
      expect(outcomes).toMatchObject([{ file: 'zero', error: { code: 'INVALID_INPUT' } }]);
    },
  );
});

test('a CSV apart by semicolons is read', () => {
  const bytes = Buffer.from(CSV.replaceAll(',', ';'));
  expect(parseCsv('sh600519.csv', bytes)).toMatchObject({ symbol: '600519.SH' });
});

describe('the file of an exported page', () => {
  test('is never the database', () => {
    const database = join(makeTempDir(), 'zuot.db');
    writeFileSync(database, 'bars');
    expect(failureOf(() => writePage(database, '<p>', database)).code).toBe('INVALID_INPUT');
  });

  test('is named where it cannot be written', () => {
    const folder = makeTempDir();
    const database = join(folder, 'zuot.db');
    writeFileSync(database, 'bars');
    for (const file of ['', folder, join(folder, 'none', 'page.html')]) {
      const { code, message } = failureOf(() => writePage(file, '<p>', database));
      expect(code).toBe('INVALID_INPUT');
      expect(message).toContain(`--html ${file}`);
    }
  });
});

test('a report of a run that does not exist is refused by that', () => {
  expect(failureOf(() => makeStore().runs.readReport('run-0001')).message).toContain('not exist');
});

test.each([
  ['searches.get', { search: 'nope' }],
  ['runs.explain', { run: 'run-0001', date: 'x' }],
] as const)('a wrong input of %s is told without its name', (method, input) => {
  const { message, details } = failureOf(() => parseInput(method, input));
  expect(message).not.toContain(method);
  expect(details).toMatchObject({ method });
});

test('no command at all is answered with that', async () => {
  const program = createProgram().configureOutput({ writeErr: () => undefined });
  const { message } = await rejectionOf(program.parseAsync([], { from: 'user' }));
  expect(message).toBe('name one of the commands listed above');
});

describe('settings typed as key=value', () => {
  const toSettings = (...set: string[]) =>
    toRunConfig('t-timing', { symbols: '600519', ...swapped, model: 'logistic', seed: '0', set })
      .settings;

  test('take the benchmark in any usual form', () => {
    expect(toSettings('benchmark=sh000300')).toMatchObject({ benchmark: '000300.SH' });
    expect(toSettings('benchmark=600519')).toMatchObject({ benchmark: '600519.SH' });
    expect(failureOf(() => toSettings('benchmark=x')).code).toBe('INVALID_INPUT');
  });

  test('are told what was meant where a known one is near', () => {
    expect(failureOf(() => toSettings('hiden=3')).message).toContain('did you mean hidden?');
    expect(failureOf(() => toSettings('colour=red')).message).toContain('known are');
  });

  test('name the kind of model that does not exist, and those that do', () => {
    const { message } = failureOf(() => toSettings('ensembleModels=foo+trees'));
    expect(message).toContain('foo is unknown; there are bilstm');
    expect(message).not.toContain('ridge');
  });

  test.each(['baseShares=9007199254740991', 'baseCost=1e308'])('refuse %s', (pair) => {
    expect(failureOf(() => toSettings(pair)).code).toBe('INVALID_INPUT');
  });
});
