import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { assert } from '#main/lib/assert.ts';
import type { BackendInfo } from '#shared/run.ts';
import { isBinding } from './binding.ts';
import type { TensorflowBinding } from './binding.ts';
import { createCpuKernels } from './cpuKernels.ts';
import type { Tfjs } from './cpuKernels.ts';
import type { Kernels } from './kernels.ts';
import {
  ADDON_FILE,
  READY_FILE,
  nativeFolder,
  nativeManifest,
  readySchema,
} from './nativeCache.ts';
import { createNativeKernels } from './nativeKernels.ts';
import { createPrograms } from './nativeProgram.ts';

export interface BackendOptions {
  /** Without it native, unless ZUOT_BACKEND=cpu. */
  prefer?: 'native' | 'cpu';
  /** Instead of the per-user cache. */
  nativeDir?: string;
}

interface Opened {
  info: BackendInfo;
  createKernels: () => Kernels;
  countTensors: () => number;
}

let opening: Promise<Opened> | null = null;
let opened: Opened | null = null;
let heard: BackendInfo | null = null;

/**
 * Loads the backend that this process trains and predicts on; the first call decides. Native
 * TensorFlow where it has been set up and loads, else TensorFlow.js in plain JavaScript, with the
 * reason. One thread for each operation, so that results do not depend on the number of cores.
 */
export async function openBackend(options: BackendOptions = {}): Promise<BackendInfo> {
  opening ??= open(options);
  opened = await opening;
  return opened.info;
}

/**
 * What `openBackend` would say, or did in a process of ours, without loading TensorFlow: cheap enough for a
 * status line, and for an engine that never computes itself.
 */
export function describeBackend(options: BackendOptions = {}): BackendInfo {
  return opened?.info ?? heard ?? findNative(options).info;
}

/** Takes the word of a process that has loaded its backend for what the next ones will load. */
export const hearBackend = (info: BackendInfo): void => void (heard = info);

/** Tensors alive on the backend, ours and TensorFlow.js's; 0 before it is opened. */
export const memoryUsed = (): number => opened?.countTensors() ?? 0;

/** Kernels of their own, to be disposed of by the caller. */
export function createKernels(): Kernels {
  assert(opened, 'openBackend() comes first');
  return opened.createKernels();
}

const TFJS_VERSION = '4.22.0';

const cpuInfo = (reason: string): BackendInfo => ({
  name: 'cpu',
  version: TFJS_VERSION,
  isNative: false,
  reason,
});

const nativeInfo: BackendInfo = {
  name: 'tensorflow',
  version: nativeManifest.tensorflow,
  isNative: true,
  reason: null,
};

interface Found {
  info: BackendInfo;
  addon: string | null;
}

function findNative({ prefer, nativeDir }: BackendOptions): Found {
  const { env, platform, arch } = process;
  const without = (reason: string): Found => ({ info: cpuInfo(reason), addon: null });
  if (prefer === 'cpu') return without('The JavaScript backend was asked for.');
  if (!prefer && env.ZUOT_BACKEND === 'cpu') {
    return without('ZUOT_BACKEND=cpu asks for the JavaScript backend.');
  }
  const folder = resolve(nativeDir ?? nativeFolder({ env, platform, arch, home: homedir() }));
  const record = readRecord(join(folder, READY_FILE));
  if (!record?.addon || record.provedAddon !== record.addon.files[0]?.sha256) {
    return without('Native TensorFlow has not been set up; `npm start` does it.');
  }
  return { info: nativeInfo, addon: join(folder, ADDON_FILE) };
}

function readRecord(path: string) {
  try {
    const record: unknown = createRequire(path)(path);
    return readySchema.safeParse(record).data ?? null;
  } catch {
    // Not there, or cut short: the same as not set up.
    return null;
  }
}

async function open(options: BackendOptions): Promise<Opened> {
  const { info, addon } = findNative(options);
  if (!addon) return openCpu(info.reason ?? '');
  try {
    const binding = loadBinding(addon);
    const programs = createPrograms(binding);
    return {
      info,
      createKernels: () => createNativeKernels(binding, programs),
      countTensors: () => binding.getNumOfTensors(),
    };
  } catch (error) {
    const message = error instanceof Error ? error.message.split('\n')[0] : String(error);
    return openCpu(`Native TensorFlow did not load (${message}).`);
  }
}

/**
 * Operations of a graph that may run side by side, set by whoever starts the process; 1 where nothing is
 * said. Each still has one thread: no bit depends on it.
 */
export const THREADS_VARIABLE = 'ZUOT_TENSORFLOW_THREADS';

/**
 * Read when the library loads. One thread and fixed kernels: bit-equal results on any number of
 * cores. Eigen's own matrix kernel rather than oneDNN's: that one moves the stack pointer into the
 * heap, and a signal that arrives then (Ctrl-C, a resized terminal, a profiler) writes its frame
 * over other memory.
 */
const TENSORFLOW_ENVIRONMENT = {
  TF_NUM_INTRAOP_THREADS: '1',
  TF_ENABLE_ONEDNN_OPTS: '0',
  TENSORFLOW_USE_CUSTOM_CONTRACTION_KERNEL: 'false',
  TF_CPP_MIN_LOG_LEVEL: '2',
};

function loadBinding(addon: string): TensorflowBinding {
  const threads = { TF_NUM_INTEROP_THREADS: process.env[THREADS_VARIABLE] ?? '1' };
  Object.assign(process.env, TENSORFLOW_ENVIRONMENT, threads);
  const binding: unknown = createRequire(addon)(addon);
  if (!isBinding(binding)) throw new Error('the addon lacks functions');
  return binding;
}

async function openCpu(reason: string): Promise<Opened> {
  const tf: Tfjs = await import('@tensorflow/tfjs');
  // Without it every process would print an advertisement on first use.
  tf.enableProdMode();
  await tf.setBackend('cpu');
  return {
    info: { ...cpuInfo(reason), version: tf.version.tfjs },
    createKernels: () => createCpuKernels(tf),
    countTensors: () => tf.memory().numTensors,
  };
}
