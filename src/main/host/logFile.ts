import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Appends to a file that is set aside as `.old` at `maxBytes`, so that two of them are the most there is.
 * A full or read-only disk loses log lines, never the app.
 */
export function createLogFile(file: string, maxBytes = 1_000_000): (text: string) => void {
  return (text) => {
    try {
      mkdirSync(dirname(file), { recursive: true });
      const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
      if (size > maxBytes) renameSync(file, `${file}.old`);
      appendFileSync(file, text);
    } catch (error) {
      process.stderr.write(`${file}: ${String(error)}\n${text}`);
    }
  };
}
