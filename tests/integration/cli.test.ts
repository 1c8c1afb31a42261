import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { simulateMarket } from '#main/download/sources/simulated.ts';
import { toIsoDate } from '#main/lib/dates.ts';
import { makeTempDir } from '#tests/fixtures/tempDir.ts';

const CLI = resolve(import.meta.dirname, '../../src/main/cli.ts');

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** The command line as its users start it: a process of its own. */
function zuot(...args: string[]): Promise<Ended> {
  const child = spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk) => (stdout += String(chunk)));
  child.stderr.on('data', (chunk) => (stderr += String(chunk)));
  return new Promise((done) => child.on('close', (code) => done({ code, stdout, stderr })));
}

/** A plain CSV of one simulated share. */
function writeCsv(folder: string): string {
  const { bars } = simulateMarket({ seed: 5, shares: 1, to: 20201231 }).shares[0];
  const lines = Array.from(bars.tradeDate, (date, i) =>
    [
      toIsoDate(date),
      ...[bars.open, bars.high, bars.low, bars.close, bars.volume].map((column) => column[i]),
    ].join(','),
  );
  const file = join(folder, 'sh602001.csv');
  writeFileSync(file, ['date,open,high,low,close,volume', ...lines, ''].join('\n'));
  return file;
}

const reportSchema = z.object({
  run: z.string(),
  preset: z.literal('t-timing'),
  symbols: z.array(z.string()),
  from: z.iso.date(),
  to: z.iso.date(),
  seed: z.number(),
  config: z.object({ settings: z.object({ retrainEvery: z.literal(63) }) }),
  metrics: z.object({
    finalEquity: z.number(),
    totalReturn: z.number(),
    annualReturn: z.number(),
    sharpe: z.number().nullable(),
    sortino: z.number().nullable(),
    maxDrawdown: z.number(),
    maxDrawdownDays: z.number(),
    winRate: z.number().nullable(),
  }),
  baselines: z.object({ buyAndHold: z.object({}), logistic: z.object({}), random: z.object({}) }),
  equity: z.array(z.object({ date: z.iso.date(), value: z.number() })).min(500),
  fills: z.array(
    z.object({
      date: z.iso.date(),
      side: z.enum(['buy', 'sell']),
      price: z.number(),
      shares: z.number(),
      commission: z.number(),
      stampDuty: z.number(),
      transferFee: z.number(),
    }),
  ),
  trades: z.array(z.object({})),
  rejections: z.array(z.object({ date: z.iso.date(), reason: z.string() })),
  markers: z.array(
    z.object({ date: z.iso.date(), kind: z.string(), price: z.number(), reason: z.string() }),
  ),
  timing: z.record(z.string(), z.number()),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});

const RUN = [
  'run',
  't-timing',
  '--from',
  '2018-01-01',
  '--to',
  '2020-12-31',
  '--model',
  'logistic',
];

describe('the command line', () => {
  test('imports, runs, lists and writes a report', async () => {
    const folder = makeTempDir();
    const db = ['--db', join(folder, 'cli.db')];
    const imported = await zuot('import', writeCsv(folder), ...db, '--json');
    expect(imported).toMatchObject({ code: 0 });

    const settings = ['--set', 'retrainEvery=63', '--set', 'trainBars=252', '--seed', '7'];
    const ended = await zuot(...RUN, '--symbols', '602001', ...settings, ...db, '--json');
    expect(ended.code).toBe(0);
    expect(ended.stdout.trim().split('\n')).toHaveLength(1);
    const report = reportSchema.parse(JSON.parse(ended.stdout));
    expect(report).toMatchObject({ symbols: ['602001.SH'], seed: 7 });

    const listed = await zuot('runs', ...db);
    expect(listed.stdout).toContain(report.run);
    const page = join(folder, 'report.html');
    expect(await zuot('report', report.run, '--html', page, ...db)).toMatchObject({ code: 0 });
    expect(readFileSync(page, 'utf8')).toContain(report.hash);
  });

  test('says what is wrong as CODE: message on stderr, with nothing on stdout', async () => {
    const db = ['--db', join(makeTempDir(), 'cli.db')];
    const ended = await Promise.all([
      zuot(...RUN, '--symbols', '600519', ...db),
      zuot(...RUN, '--symbols', 'moutai', ...db),
      zuot(...RUN, '--symbols', '600519', '--set', 'stopLoss=high', ...db),
      zuot('report', 'no-such-run', ...db),
      zuot('improt', 'x.csv', ...db),
    ]);
    const codes = ended.map(({ stderr }) => /^([A-Z_]+): .+/m.exec(stderr)?.[1]);
    expect(codes).toEqual(['NOT_ENOUGH_HISTORY', ...new Array<string>(4).fill('INVALID_INPUT')]);
    for (const { code, stdout } of ended) expect([code, stdout]).toEqual([1, '']);
  });

  test('leaves no database behind where the arguments are refused', async () => {
    const file = join(makeTempDir(), 'cli.db');
    await zuot(...RUN, '--symbols', 'moutai', '--db', file);
    expect(existsSync(file)).toBe(false);
  });

  test('finds a damaged database and says so', async () => {
    const file = join(makeTempDir(), 'cli.db');
    writeFileSync(file, 'SQLite format 3\0 and then rubbish'.repeat(200));
    const ended = await zuot('doctor', '--db', file);
    expect(ended.code).toBe(1);
    expect(ended.stdout).toMatch(/BAD database: \S+\s+STORE_DAMAGED: /);
  });
});
