import type { Command } from 'commander';
import { AppError } from '#shared/errors.ts';
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

/**
 * Partial failure is failure: what went well is kept and printed, the exit status tells the rest. What the
 * printed lines have said is not said twice.
 */
export function throwFirst(
  { json }: GlobalOptions,
  outcomes: readonly { error: ErrorRecord | null }[],
): void {
  const errors = outcomes.flatMap(({ error }) => error ?? []);
  const first = errors.at(0);
  if (first === undefined) return;
  const { code, message, details } = first;
  const counted = `${errors.length} of ${outcomes.length} failed, as said above`;
  throw new AppError(code, json ? message : counted, details);
}
