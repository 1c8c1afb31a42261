import { spawn } from 'node:child_process';

export interface CommandResult {
  /** Null when the command could not be started at all. */
  code: number | null;
  /** Both streams, in order of arrival, the last 20,000 characters. */
  output: string;
}

export interface CommandOptions {
  env?: Record<string, string>;
  cwd?: string;
  signal?: AbortSignal | undefined;
}

/** Runs a command to its end; a missing command is a result, not an error. */
export function runCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(command, args, {
      env: { ...process.env, ...options.env },
      cwd: options.cwd,
      signal: options.signal,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    const keep = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-20_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => resolve({ code: null, output: output || error.message }));
    child.on('close', (code) => resolve({ code: code ?? -1, output }));
  });
}

/** The last lines that say something, for a sentence about what went wrong. */
export function lastLines(output: string, count = 2): string {
  const lines = output.split('\n').map((line) => line.trim());
  return lines.filter(Boolean).slice(-count).join(' ');
}
