import { createProgram } from '#main/cli/program.ts';
import { toAppError } from '#shared/errors.ts';

/** Prints `CODE: message` and leaves a non-zero exit status; stdout stays clean for `--json`. */
function fail(thrown: unknown): void {
  const { code, message } = toAppError(thrown);
  process.stderr.write(`${code}: ${message}\n`);
  process.exitCode = code === 'CANCELLED' ? 130 : 1;
}

createProgram()
  .parseAsync()
  .catch((thrown: unknown) => fail(thrown));
