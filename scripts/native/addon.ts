import { createHash } from 'node:crypto';
import { readFile, readdir, rename } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { ADDON_FILE, nativeManifest } from '#main/model/nativeCache.ts';
import type { StageRecord, Wheel } from '#main/model/nativeCache.ts';
import { lastLines, runCommand } from '../commands.ts';
import { recordFile } from './files.ts';
import type { StageContext } from './libraries.ts';
import { SetupStop, stopped } from './stop.ts';

const require = createRequire(import.meta.url);
const packageFolder = (name: string): string => dirname(require.resolve(`${name}/package.json`));

const COMPILERS = ['g++', 'c++', 'clang++'];
const FLAGS = ['-O2', '-shared', '-fPIC', '-std=c++17', '-DNAPI_VERSION=8'];
const SOURCES = ['tfjs_backend.cc', 'tfjs_binding.cc'];

const bindingFolder = (): string => join(packageFolder('@tensorflow/tfjs-node'), 'binding');

/** Changes whenever the addon has to be built again. */
export async function hashAddonSources(): Promise<string> {
  const hash = createHash('sha256').update(nativeManifest.tensorflow).update(FLAGS.join(' '));
  for (const name of (await readdir(bindingFolder())).sort()) {
    hash.update(name).update(await readFile(join(bindingFolder(), name)));
  }
  return hash.digest('hex');
}

/** Builds tfjs-node's own addon against the libraries in the folder, which it finds beside itself. */
export async function makeAddon(wheel: Wheel, context: StageContext): Promise<StageRecord> {
  const { folder, scratch, onProgress, signal } = context;
  const compiler = await findCompiler(signal);
  onProgress(`TensorFlow: building its addon with ${compiler} (about ten seconds)`);
  const built = join(scratch, ADDON_FILE);
  const args = [...FLAGS, '-I', join(packageFolder('node-api-headers'), 'include')];
  args.push('-I', join(folder, 'include'));
  args.push(...SOURCES.map((name) => join(bindingFolder(), name)), '-o', built, '-L', folder);
  args.push(...wheel.libraries.map((library) => `-l:${basename(library)}`), '-Wl,-rpath,$ORIGIN');
  const { code, output } = await runCommand(compiler, args, { signal });
  if (signal?.aborted) throw stopped();
  if (code !== 0) {
    throw new SetupStop(
      `${compiler} could not build TensorFlow’s addon: ${lastLines(output)}`,
      'Update the compiler (GCC 9 or Clang 10 at least) and start again.',
    );
  }
  await rename(built, join(folder, ADDON_FILE));
  const files = [await recordFile(folder, ADDON_FILE, signal)];
  return { madeFrom: await hashAddonSources(), files };
}

async function findCompiler(signal?: AbortSignal): Promise<string> {
  for (const compiler of COMPILERS) {
    const { code } = await runCommand(compiler, ['--version'], { signal });
    if (signal?.aborted) throw stopped();
    if (code === 0) return compiler;
  }
  throw new SetupStop(
    'Native TensorFlow needs a C++ compiler once, and none was found.',
    'Install one (Debian, Ubuntu: sudo apt install g++; Fedora: sudo dnf install gcc-c++) and start again.',
  );
}

const PROOF = `
const addon = require(process.argv[1]);
const one = addon.createTensor([1], addon.TF_FLOAT, Float32Array.of(20.5));
const type = { name: 'T', type: addon.TF_ATTR_TYPE, value: addon.TF_FLOAT };
const [sum] = addon.executeOp('AddV2', [type], [one, one], 1);
if (addon.tensorDataSync(sum.id)[0] !== 41) throw new Error('20.5 + 20.5 is not 41 here');
`;

/** Adds two numbers in a process of its own: a processor that TensorFlow cannot use crashes that one. */
export async function proveAddon(addon: string, signal?: AbortSignal): Promise<void> {
  const quiet = { TF_CPP_MIN_LOG_LEVEL: '2', TF_ENABLE_ONEDNN_OPTS: '0' };
  const env = { ...process.env, ...quiet, TENSORFLOW_USE_CUSTOM_CONTRACTION_KERNEL: 'false' };
  const { code, output } = await runCommand(process.execPath, ['-e', PROOF, addon], {
    env,
    signal,
  });
  if (signal?.aborted) throw stopped();
  if (code === 0) return;
  throw new SetupStop(
    `TensorFlow does not run on this computer: ${lastLines(output) || 'its process crashed'}`,
    'It needs a processor with AVX and glibc 2.27 or newer; without them everything runs in JavaScript, only slower.',
  );
}
