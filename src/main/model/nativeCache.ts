import { join } from 'node:path';
import { z } from 'zod';
import manifest from '#resources/native.json' with { type: 'json' };

/** One wheel whose libraries the addon is linked to; `bytes` is null where the size was never seen. */
const wheelSchema = z.strictObject({
  project: z.string(),
  python: z.string(),
  abi: z.string(),
  platform: z.string(),
  file: z.string(),
  bytes: z.number().int().positive().nullable(),
  sha256: z.string().length(64),
  libraries: z.array(z.string()).min(1),
});
export type Wheel = z.infer<typeof wheelSchema>;

const manifestSchema = z.strictObject({
  tensorflow: z.string(),
  headers: z.array(z.string()).min(1),
  wheels: z.record(z.string(), wheelSchema),
});

/** Which TensorFlow is used, and the wheel it comes from on each platform that has one. */
export const nativeManifest = manifestSchema.parse(manifest);

export const READY_FILE = 'ready.json';
export const ADDON_FILE = 'tfjs_binding.node';

const fileRecordSchema = z.strictObject({
  /** Relative to the folder. */
  name: z.string(),
  bytes: z.number().int().nonnegative(),
  mtimeMs: z.number(),
  sha256: z.string().length(64),
});
export type FileRecord = z.infer<typeof fileRecordSchema>;

const stageSchema = z.strictObject({
  /** Hash of what the stage was made from; another value makes the stage run again. */
  madeFrom: z.string(),
  files: z.array(fileRecordSchema),
});
export type StageRecord = z.infer<typeof stageSchema>;

/** What a finished set-up leaves behind; a stage that is null is still to be done. */
export const readySchema = z.strictObject({
  tensorflow: z.string(),
  libraries: stageSchema.nullable(),
  addon: stageSchema.nullable(),
  /** Hash of the addon that trained a step here, or null before it has. */
  provedAddon: z.string().nullable(),
});
export type Ready = z.infer<typeof readySchema>;

export interface Machine {
  platform: string;
  arch: string;
  home: string;
  env: Record<string, string | undefined>;
}

/** `linux-x64`, as the manifest's keys are. */
export const machineKey = (machine: Machine): string => `${machine.platform}-${machine.arch}`;

/** Per-user folder of the native libraries. ZUOT_NATIVE_DIR names it outright. */
export function nativeFolder(machine: Machine): string {
  const { env, home, platform } = machine;
  if (env.ZUOT_NATIVE_DIR) return env.ZUOT_NATIVE_DIR;
  const name = `native-${nativeManifest.tensorflow}-${machineKey(machine)}`;
  return join(cacheRoot(platform, home, env), 'zuot', name);
}

function cacheRoot(platform: string, home: string, env: Machine['env']): string {
  if (platform === 'win32') return env.LOCALAPPDATA ?? join(home, 'AppData', 'Local');
  if (platform === 'darwin') return join(home, 'Library', 'Caches');
  return env.XDG_CACHE_HOME ?? join(home, '.cache');
}
