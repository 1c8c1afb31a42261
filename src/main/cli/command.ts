import type { Command } from 'commander';
import { fromErrorRecord } from '#shared/errors.ts';
import type { ErrorRecord } from '#shared/errors.ts';

export interface GlobalOptions {
  db?: string;
  json?: boolean;
}

/** A subcommand that also takes the global options behind its own. */
export const command = (program: Command, usage: string): Command =>
  withGlobalOptions(program.command(usage));

export function withGlobalOptions(command: Command): Command {
  return command
    .option('--db <file>', 'database file (default: the one of the app)')
    .option('--json', 'one JSON object on stdout');
}

export function print(options: GlobalOptions, record: object, text: string): void {
  process.stdout.write(options.json ? `${JSON.stringify(record)}\n` : `${text}\n`);
}

/** Partial failure is failure: what went well is kept and printed, the exit status tells the rest. */
export function throwFirst(outcomes: readonly { error: ErrorRecord | null }[]): void {
  const failed = outcomes.find(({ error }) => error !== null);
  if (failed?.error) throw fromErrorRecord(failed.error);
}
