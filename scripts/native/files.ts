import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileRecord } from '#main/model/nativeCache.ts';

export async function hashFile(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20, signal })) {
    hash.update(chunk as Buffer);
  }
  return hash.digest('hex');
}

export async function recordFile(
  folder: string,
  name: string,
  signal?: AbortSignal,
): Promise<FileRecord> {
  const path = join(folder, name);
  const { size, mtimeMs } = await stat(path);
  return { name, bytes: size, mtimeMs, sha256: await hashFile(path, signal) };
}

/** Quick: size and modification time are as recorded. */
export async function isUnchanged(folder: string, record: FileRecord): Promise<boolean> {
  const found = await stat(join(folder, record.name)).catch(() => null);
  return found?.size === record.bytes && found.mtimeMs === record.mtimeMs;
}

/** Thorough: the bytes are the recorded ones, whatever the time (a copied or restored cache). */
export async function hasSameBytes(
  folder: string,
  record: FileRecord,
  signal?: AbortSignal,
): Promise<boolean> {
  const found = await stat(join(folder, record.name)).catch(() => null);
  if (found?.size !== record.bytes) return false;
  return (await hashFile(join(folder, record.name), signal)) === record.sha256;
}

/** Whole or not at all: a reader never sees half a file, even after a power cut. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const temporary = `${path}.${process.pid}.part`;
  const file = await open(temporary, 'w');
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
}
