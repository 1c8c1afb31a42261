import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Bytes as a file in a folder of its own, for what reads from folders only; gone when the work ends. */
export function withScratchFile<T>(
  name: string,
  bytes: Uint8Array,
  work: (folder: string) => T,
): T {
  const folder = mkdtempSync(join(tmpdir(), 'zuot-'));
  try {
    writeFileSync(join(folder, name), bytes);
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
