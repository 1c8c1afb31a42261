import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lastLines, ROOT, runCommand, runTool, toolEnv } from './commands.ts';

/** A binary that starts on this machine, or the second half of a sentence that begins with "because". */
export type ElectronSearch = { file: string } | { reason: string };

const NAMES: Partial<Record<NodeJS.Platform, string>> = {
  win32: 'electron.exe',
  darwin: 'Electron.app/Contents/MacOS/Electron',
};
const PROBE_MS = 8000;
const DOWNLOAD_MS = 15 * 60_000;

/** The binary that is already here: named by the environment, or installed before. */
export function findInstalledElectron(env: NodeJS.ProcessEnv = process.env): string | null {
  const name = NAMES[process.platform] ?? 'electron';
  const named = env.ELECTRON_OVERRIDE_DIST_PATH;
  const file = join(named ?? join(ROOT, 'node_modules', 'electron', 'dist'), name);
  return existsSync(file) ? file : null;
}

/** Finds Electron, fetches it when its download host answers, and checks that it starts at all. */
export async function findElectron(
  say: (line: string) => void,
  signal?: AbortSignal,
): Promise<ElectronSearch> {
  let file = findInstalledElectron();
  if (file === null && process.env.ELECTRON_OVERRIDE_DIST_PATH) {
    return { reason: `there is no Electron in ${process.env.ELECTRON_OVERRIDE_DIST_PATH}` };
  }
  if (file === null) {
    const failure = await download(say, signal);
    if (failure !== null) return { reason: failure };
    file = findInstalledElectron();
  }
  if (file === null) return { reason: 'the Electron package could not unpack its program' };
  return probe(file);
}

/** null when Electron is there afterwards, else what went wrong. */
async function download(say: (line: string) => void, signal?: AbortSignal): Promise<string | null> {
  const version = readElectronVersion();
  const mirror = process.env.ELECTRON_MIRROR ?? process.env.npm_config_electron_mirror;
  const base = mirror ?? 'https://github.com/electron/electron/releases/download/';
  const address = `${base.replace(/\/?$/, '/')}v${version}/SHASUMS256.txt`;
  const hint = 'ELECTRON_MIRROR names another one';
  // A blocked host may swallow packets for minutes; a small file tells within seconds.
  if (!mirror && !(await answers(address, signal))) {
    return `Electron's download host does not answer (${hint})`;
  }
  say(`Fetching Electron ${version}…`);
  const env = { ...toolEnv(), NODE_USE_ENV_PROXY: '1' };
  const options = { env, signal, timeoutMs: DOWNLOAD_MS };
  const { code, output } = await runTool('electron/install.js', [], options);
  if (code === 0) return null;
  return `Electron could not be fetched (${lastLines(output, 1).slice(0, 200)}; ${hint})`;
}

function readElectronVersion(): string {
  const text = readFileSync(join(ROOT, 'node_modules', 'electron', 'package.json'), 'utf8');
  const parsed: unknown = JSON.parse(text);
  if (typeof parsed === 'object' && parsed !== null && 'version' in parsed) {
    return String(parsed.version);
  }
  throw new Error('node_modules/electron/package.json names no version: npm ci');
}

async function answers(address: string, signal?: AbortSignal): Promise<boolean> {
  // In a process of its own: only there the proxy of the environment can be switched on.
  const script = `fetch(process.argv[1], { method: 'HEAD', signal: AbortSignal.timeout(${PROBE_MS}) })
    .then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))`;
  const env = { ...process.env, NODE_USE_ENV_PROXY: '1' };
  const options = { env, signal, timeoutMs: 2 * PROBE_MS };
  return (await runCommand(process.execPath, ['-e', script, address], options)).code === 0;
}

/** Missing system libraries show here, before a window is promised. */
async function probe(file: string): Promise<ElectronSearch> {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const options = { env, timeoutMs: 20_000 };
  const { code, output } = await runCommand(file, ['-e', 'process.exit(0)'], options);
  if (code === 0) return { file };
  const firstLine = output.trim().split('\n')[0] ?? `exit code ${code}`;
  return { reason: `Electron does not start here (${firstLine.slice(0, 200)})` };
}
