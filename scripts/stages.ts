import { styleText } from 'node:util';
import type { CommandResult } from './commands.ts';

/** Counts of tests, beside the stage's own fate. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

export interface StageResult extends CommandResult {
  counts?: Counts;
  /** One clause for the summary: what was left out, or found. */
  note?: string;
}

export interface StageReport {
  name: string;
  isOk: boolean;
  seconds: number;
  counts: Counts;
  note: string | null;
}

/** Runs one stage to its end, says how it went, and shows its output when it failed. */
export async function runStage(
  name: string,
  work: () => Promise<StageResult>,
): Promise<StageReport> {
  const startedAt = Date.now();
  const { code, output, counts, note = null } = await work();
  const isOk = code === 0;
  const seconds = (Date.now() - startedAt) / 1000;
  if (!isOk) process.stdout.write(output);
  const none = { passed: 0, failed: 0, skipped: 0 };
  const report = { name, isOk, seconds, counts: counts ?? none, note };
  console.log(describeStage(report));
  return report;
}

/** The plain last line that a reader, or a machine, looks for; a failed stage counts as a failure. */
export function summarise(reports: readonly StageReport[]): string {
  const sum = (key: keyof Counts): number =>
    reports.reduce((total, { counts }) => total + counts[key], 0);
  const brokenStages = reports.filter(({ isOk, counts }) => !isOk && counts.failed === 0).length;
  const lines = reports.map(describeStage);
  const last = `${sum('passed')} passed, ${sum('failed') + brokenStages} failed, ${sum('skipped')} skipped`;
  return ['', ...lines, '', last].join('\n');
}

function describeStage({ name, isOk, seconds, counts, note }: StageReport): string {
  const mark = isOk ? styleText('green', '✓') : styleText('red', '✗');
  const { passed, failed, skipped } = counts;
  const figures =
    passed + failed + skipped > 0 ? `  ${passed} passed, ${failed} failed, ${skipped} skipped` : '';
  return `${mark} ${name}  ${seconds.toFixed(1)} s${figures}${note === null ? '' : `  (${note})`}`;
}
