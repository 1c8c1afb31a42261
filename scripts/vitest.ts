import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ROOT, runTool, toolEnv } from './commands.ts';
import type { Counts, StageResult } from './stages.ts';

const reportSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
});

/** Runs projects of vitest with its output in the terminal, and counts what it ran. */
export async function runVitest(
  projects: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<StageResult> {
  const folder = join(ROOT, 'test-results');
  const file = join(folder, `${projects.join('-')}.json`);
  mkdirSync(folder, { recursive: true });
  rmSync(file, { force: true });
  const args = [
    'run',
    ...projects.map((name) => `--project=${name}`),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ];
  const result = await runTool('vitest/vitest.mjs', args, {
    env: { ...toolEnv(), ...env },
    isVisible: true,
  });
  return { ...result, counts: readCounts(file) };
}

function readCounts(file: string): Counts | undefined {
  try {
    const report = reportSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests,
      skipped: report.numPendingTests + report.numTodoTests,
    };
  } catch {
    // vitest ended before it could write one: its exit status says the rest.
    return undefined;
  }
}
