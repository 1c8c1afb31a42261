import { mkdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { nativeManifest } from '#main/model/nativeCache.ts';
import type { StageRecord, Wheel } from '#main/model/nativeCache.ts';
import { hashFile, recordFile } from './files.ts';
import { downloadWheel, findPip } from './pip.ts';
import { SetupStop } from './stop.ts';
import { unzipMembers } from './unzip.ts';

export interface StageContext {
  /** Where everything ends up. */
  folder: string;
  /** A fresh folder beside it on the same disk, removed afterwards. */
  scratch: string;
  onProgress: (line: string) => void;
  signal?: AbortSignal | undefined;
}

const NEEDED_BYTES = 1.4e9;
const toMb = (bytes: number): string => (bytes / 1e6).toFixed(0);

/**
 * Fetches the wheel unless a whole one lies there already, and takes the libraries out of it.
 * The wheel stays: the caller removes it once the stage is on record.
 */
export async function makeLibraries(wheel: Wheel, context: StageContext): Promise<StageRecord> {
  const { folder, scratch, onProgress, signal } = context;
  const kept = join(folder, wheel.file);
  if (!(await isWhole(kept, wheel, signal))) await fetchWheel(wheel, kept, context);
  onProgress('TensorFlow: unpacking its libraries');
  const isWanted = (name: string): boolean =>
    wheel.libraries.includes(name) || nativeManifest.headers.some((head) => name.startsWith(head));
  const names = await unzipMembers(kept, scratch, isWanted, () => undefined, signal);
  const missing = wheel.libraries.find((library) => !names.includes(library));
  if (missing) throw new Error(`${wheel.file} holds no ${missing}`);
  const files = [];
  for (const library of wheel.libraries) {
    const name = basename(library);
    await rename(join(scratch, library), join(folder, name));
    files.push(await recordFile(folder, name, signal));
  }
  await rm(join(folder, 'include'), { recursive: true, force: true });
  await rename(join(scratch, 'tensorflow', 'include'), join(folder, 'include'));
  return { madeFrom: wheel.sha256, files };
}

async function isWhole(path: string, wheel: Wheel, signal?: AbortSignal): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  if (!found || (wheel.bytes !== null && found.size !== wheel.bytes)) return false;
  return (await hashFile(path, signal)) === wheel.sha256;
}

async function fetchWheel(wheel: Wheel, kept: string, context: StageContext): Promise<void> {
  const { folder, scratch, onProgress, signal } = context;
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < NEEDED_BYTES) {
    throw new SetupStop(
      `The disk of ${folder} has ${toMb(bavail * bsize)} MB left; TensorFlow needs ${toMb(NEEDED_BYTES)} MB during its set-up.`,
      'Free some space, or set ZUOT_NATIVE_DIR to a folder on another disk, and start again.',
    );
  }
  const pip = await findPip(scratch, signal);
  const total = wheel.bytes === null ? '' : ` of ${toMb(wheel.bytes)}`;
  onProgress(`TensorFlow: downloading${total} MB with ${pip.join(' ')}`);
  const target = join(scratch, 'wheel');
  await mkdir(target, { recursive: true });
  const tags = ['--implementation', 'cp', '--python-version', wheel.python, '--abi', wheel.abi];
  tags.push('--platform', wheel.platform);
  let told = 0;
  await downloadWheel(
    pip,
    { requirement: `${wheel.project}==${nativeManifest.tensorflow}`, tags },
    target,
    (bytes) => {
      if (bytes - told < 5e6) return;
      told = bytes;
      // While pip moves the finished file there are two of it.
      onProgress(
        `TensorFlow: downloaded ${toMb(Math.min(bytes, wheel.bytes ?? bytes))}${total} MB`,
      );
    },
    signal,
  );
  if (!(await isWhole(join(target, wheel.file), wheel, signal))) {
    throw new SetupStop(
      `The downloaded ${wheel.file} is not the expected file (its checksum differs).`,
      'Start again; if it happens again, use another pip mirror.',
    );
  }
  await rename(join(target, wheel.file), kept);
}
