import { mkdir, readFile, readdir, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  ADDON_FILE,
  READY_FILE,
  machineKey,
  nativeFolder,
  nativeManifest,
  readySchema,
} from '#main/model/nativeCache.ts';
import type { Machine, Ready, StageRecord, Wheel } from '#main/model/nativeCache.ts';
import { hashAddonSources, makeAddon, proveAddon } from './native/addon.ts';
import { hasSameBytes, isUnchanged, recordFile, writeWhole } from './native/files.ts';
import { makeLibraries } from './native/libraries.ts';
import type { StageContext } from './native/libraries.ts';
import { withLock } from './native/lock.ts';
import { SetupStop, stopped, toSetupStop } from './native/stop.ts';

export interface NativeOptions {
  /** One short line at a time, for a terminal. */
  onProgress?: (line: string) => void;
  signal?: AbortSignal;
  /** Instead of the per-user cache. */
  folder?: string;
}

export type NativeResult = { ok: true; addon: string } | { ok: false; reason: string; fix: string };

/**
 * Makes native TensorFlow ready for this user, once: its libraries out of the Python wheel, then
 * tfjs-node's addon built against them. Later calls check sizes and times and return in
 * milliseconds. A stage is made aside and renamed, so that being stopped at any moment leaves only
 * finished stages, and the next call goes on from there. Never throws: a failure is two sentences,
 * and the app runs on the JavaScript backend without it.
 */
export async function prepareNative(options: NativeOptions = {}): Promise<NativeResult> {
  const { signal, onProgress = () => undefined } = options;
  const { platform, arch, env } = process;
  const machine: Machine = { platform, arch, env, home: homedir() };
  const folder = resolve(options.folder ?? nativeFolder(machine));
  try {
    const wheel = nativeManifest.wheels[machineKey(machine)];
    if (!wheel) throw noWheel(machine);
    const addon = join(folder, ADDON_FILE);
    if (await isReady(folder, wheel)) return { ok: true, addon };
    if (signal?.aborted) throw stopped();
    await mkdir(folder, { recursive: true });
    const onWait = (): void => onProgress('TensorFlow: another set-up is at work, waiting for it');
    await withLock(folder, onWait, signal, () => setUp(folder, wheel, onProgress, signal));
    return { ok: true, addon };
  } catch (error) {
    const { message, fix } = toSetupStop(error, folder, signal);
    return { ok: false, reason: message, fix };
  }
}

const noWheel = (machine: Machine): SetupStop =>
  new SetupStop(
    `There is no TensorFlow package for ${machineKey(machine)}.`,
    'Build tfjs-node’s own addon if you want native speed: npm rebuild @tensorflow/tfjs-node --build-addon-from-source.',
  );

async function readReady(folder: string): Promise<Ready> {
  const empty = { tensorflow: nativeManifest.tensorflow, libraries: null, addon: null };
  try {
    const text = await readFile(join(folder, READY_FILE), 'utf8');
    const ready = readySchema.parse(JSON.parse(text));
    if (ready.tensorflow === nativeManifest.tensorflow) return ready;
  } catch {
    // No record, or not one of ours: every stage runs again.
  }
  return { ...empty, provedAddon: null };
}

async function isReady(folder: string, wheel: Wheel): Promise<boolean> {
  const { libraries, addon, provedAddon } = await readReady(folder);
  if (!libraries || !addon || provedAddon !== addon.files[0]?.sha256) return false;
  if (libraries.madeFrom !== wheel.sha256) return false;
  if (addon.madeFrom !== (await hashAddonSources())) return false;
  const files = [...libraries.files, ...addon.files];
  const checks = await Promise.all(files.map((file) => isUnchanged(folder, file)));
  return checks.every(Boolean);
}

/** The record with fresh times when every file still has its bytes, else null: make the stage again. */
async function keepStage(
  stage: StageRecord | null,
  madeFrom: string,
  { folder, onProgress, signal }: StageContext,
): Promise<StageRecord | null> {
  if (!stage || stage.madeFrom !== madeFrom) return null;
  const files = [];
  for (const file of stage.files) {
    if (await isUnchanged(folder, file)) files.push(file);
    else {
      onProgress(`TensorFlow: checking ${file.name}`);
      if (!(await hasSameBytes(folder, file, signal))) return null;
      files.push(await recordFile(folder, file.name, signal));
    }
  }
  return { madeFrom, files };
}

async function setUp(
  folder: string,
  wheel: Wheel,
  onProgress: (line: string) => void,
  signal?: AbortSignal,
): Promise<void> {
  const scratch = join(folder, 'scratch');
  await removeLeftovers(folder);
  await mkdir(scratch);
  const context = { folder, scratch, onProgress, signal };
  const save = (ready: Ready): Promise<void> =>
    writeWhole(join(folder, READY_FILE), JSON.stringify(ready, null, 2));
  try {
    const ready = await readReady(folder);
    const sources = await hashAddonSources();
    const kept = await keepStage(ready.libraries, wheel.sha256, context);
    const libraries = kept ?? (await makeLibraries(wheel, context));
    await save({ ...ready, libraries, provedAddon: null });
    await rm(join(folder, wheel.file), { force: true });
    const oldAddon = kept && (await keepStage(ready.addon, sources, context));
    const addon = oldAddon ?? (await makeAddon(wheel, context));
    await save({ ...ready, libraries, addon, provedAddon: null });
    await proveAddon(join(folder, ADDON_FILE), signal);
    await save({ ...ready, libraries, addon, provedAddon: addon.files[0].sha256 });
    onProgress('TensorFlow: ready');
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** What a killed set-up left: its scratch folder and half-written records. */
async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name === 'scratch' || name.endsWith('.part')) {
      await rm(join(folder, name), { recursive: true, force: true });
    }
  }
}

async function main(): Promise<void> {
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  process.once('SIGTERM', () => stop.abort());
  const onProgress = (line: string): void => console.log(line);
  const result = await prepareNative({ onProgress, signal: stop.signal });
  console.log(result.ok ? result.addon : `${result.reason}\n${result.fix}`);
  process.exitCode = result.ok ? 0 : 1;
}

if (import.meta.main) await main();
