import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { lastLines, runCommand } from '../commands.ts';
import type { CommandResult } from '../commands.ts';
import { SetupStop, stopped } from './stop.ts';

/** A command line that runs pip, ready for its arguments. */
type Pip = readonly [command: string, ...args: string[]];

const PIPS: readonly Pip[] = [
  ['python3', '-m', 'pip'],
  ['python', '-m', 'pip'],
  ['py', '-3', '-m', 'pip'],
  ['pip3'],
  ['pip'],
  ['uvx', 'pip'],
];

const PIP_FIX: Record<string, string> = {
  linux: 'Install it (Debian, Ubuntu: sudo apt install python3-pip) and start again.',
  darwin: 'Install Python 3 (xcode-select --install brings it) and start again.',
  win32: 'Install Python 3 from the Microsoft Store and start again.',
};

/** The first pip that answers; else one of its own in a virtual environment under `folder`. */
export async function findPip(folder: string, signal?: AbortSignal): Promise<Pip> {
  for (const [command, ...args] of PIPS) {
    const { code } = await runCommand(command, [...args, '--version'], { signal });
    if (signal?.aborted) throw stopped();
    if (code === 0) return [command, ...args];
  }
  const environment = join(folder, 'venv');
  for (const python of ['python3', 'python']) {
    const { code } = await runCommand(python, ['-m', 'venv', environment], { signal });
    if (signal?.aborted) throw stopped();
    const bin = process.platform === 'win32' ? 'Scripts' : 'bin';
    if (code === 0) return [join(environment, bin, 'python'), '-m', 'pip'];
  }
  throw new SetupStop(
    'Native TensorFlow comes as a Python package, and no pip was found to fetch it.',
    PIP_FIX[process.platform] ?? 'Install Python 3 with pip and start again.',
  );
}

/**
 * Downloads one wheel with pip, whatever the Python's own version, into `folder`.
 * `onBytes` hears about twice a second how much has arrived.
 */
export async function downloadWheel(
  pip: Pip,
  wanted: { requirement: string; tags: readonly string[] },
  folder: string,
  onBytes: (bytes: number) => void,
  signal?: AbortSignal,
): Promise<void> {
  const scratch = join(folder, 'scratch');
  await mkdir(scratch, { recursive: true });
  const watch = setInterval(() => {
    countBytes(folder).then(onBytes, () => undefined);
  }, 500);
  const [command, ...first] = pip;
  const args = [...first, 'download', '--no-deps', '--only-binary=:all:', '--no-cache-dir'];
  args.push('--disable-pip-version-check', '--progress-bar', 'off', ...wanted.tags);
  args.push('--dest', folder, wanted.requirement);
  let result: CommandResult;
  try {
    // pip downloads into TMPDIR first: pointed here, it can be watched and leaves nothing behind.
    const folders = { TMPDIR: scratch, TEMP: scratch, TMP: scratch };
    const env = { ...process.env, ...folders, PYTHONUNBUFFERED: '1' };
    result = await runCommand(command, args, { env, signal });
  } finally {
    clearInterval(watch);
  }
  if (signal?.aborted) throw stopped();
  if (result.code !== 0) throw explainPip(wanted.requirement, result.output);
  await rm(scratch, { recursive: true, force: true });
}

function explainPip(requirement: string, output: string): SetupStop {
  const said = lastLines(output);
  if (/no space left/i.test(output)) {
    return new SetupStop(
      'The disk is full.',
      'Free 1.5 GB, or set ZUOT_NATIVE_DIR to a folder on another disk, and start again.',
    );
  }
  if (/no such option|unknown option|no matching distribution/i.test(output)) {
    return new SetupStop(
      `pip did not find ${requirement}: ${said}`,
      'Check the network and pip’s index setting (pip config list), or update pip ' +
        '(python3 -m pip install --upgrade pip), and start again.',
    );
  }
  return new SetupStop(
    `pip could not download ${requirement}: ${said}`,
    'Check the network, set a mirror (pip config set global.index-url …) if it is slow, and start again.',
  );
}

async function countBytes(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) =>
        stat(join(entry.parentPath, entry.name)).then(
          (found) => found.size,
          () => 0,
        ),
      ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
