import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { delimiter, dirname, join, resolve } from 'node:path';

/** The project's folder. */
export const ROOT = resolve(import.meta.dirname, '..');

export interface CommandResult {
  /** Of a shell: 128 + signal for a process that was ended; 127 when it could not be started. */
  code: number;
  /** stdout and stderr as they came; empty when they went to the terminal. */
  output: string;
}

export interface CommandOptions {
  env?: NodeJS.ProcessEnv;
  signal?: AbortSignal;
  timeoutMs?: number;
  /** To the terminal instead of into the result. */
  isVisible?: boolean;
}

/** This environment with the project's own tools, and the Node that runs now, first in PATH. */
export function toolEnv(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const folders = [dirname(process.execPath), join(ROOT, 'node_modules', '.bin'), env.PATH ?? ''];
  return { ...env, PATH: folders.join(delimiter) };
}

/** Runs a command in the project's folder and resolves with its status; never rejects. */
export function runCommand(
  file: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const { env = toolEnv(), isVisible = false, signal, timeoutMs } = options;
  return new Promise((done) => {
    const child = spawn(file, args, {
      cwd: ROOT,
      env,
      signal,
      timeout: timeoutMs,
      stdio: isVisible ? 'inherit' : ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    let output = '';
    const add = (chunk: Buffer): void => void (output += chunk.toString());
    child.stdout?.on('data', add);
    child.stderr?.on('data', add);
    child.on('error', (error) => done({ code: 127, output: `${output}${error.message}\n` }));
    child.on('close', (code, ending) => done({ code: code ?? (ending ? 128 : 1), output }));
  });
}

/** The last lines that say something, for a sentence about what went wrong. */
export function lastLines(output: string, count = 2): string {
  const lines = output.split('\n').map((line) => line.trim());
  return lines.filter(Boolean).slice(-count).join(' ');
}

/** Runs one of the project's own tools (a JavaScript file in node_modules) on this Node. */
export function runTool(
  file: string,
  args: readonly string[],
  options?: CommandOptions,
): Promise<CommandResult> {
  return runCommand(process.execPath, [join(ROOT, 'node_modules', file), ...args], options);
}

/**
 * Runs a program in the foreground until it ends. Ctrl-C reaches it directly, as every process of
 * the terminal; a signal that is sent to this process alone is passed on. A Node program also gets
 * a channel, whose end tells it that this process was killed.
 */
export function runForeground(
  file: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<number> {
  const isNode = file === process.execPath;
  const child: ChildProcess = spawn(file, args, {
    cwd: ROOT,
    env,
    stdio: ['inherit', 'inherit', 'inherit', ...(isNode ? (['ipc'] as const) : [])],
  });
  const ignore = (): void => undefined;
  const pass = (): void => void child.kill('SIGTERM');
  process.on('SIGINT', ignore);
  process.on('SIGTERM', pass);
  return new Promise((done) => {
    const end = (code: number): void => {
      process.off('SIGINT', ignore);
      process.off('SIGTERM', pass);
      done(code);
    };
    child.on('error', (error) => {
      process.stderr.write(`${error.message}\n`);
      end(127);
    });
    child.on('exit', (code, signal) => end(code ?? (signal === 'SIGINT' ? 130 : 143)));
  });
}
