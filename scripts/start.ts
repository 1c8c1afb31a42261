import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from './build.ts';
import { ROOT, runForeground, toolEnv } from './commands.ts';
import { hasDisplay } from './display.ts';
import { findElectron } from './electron.ts';
import type { ElectronSearch } from './electron.ts';
import { prepareNative } from './native.ts';

/** Electron that ends with an error this soon never got as far as a window. */
const EARLY_END_MS = 15_000;

const say = (line: string): void => console.log(line);

/** `npm start`: set-up, build, and the app in its window or, where that cannot be, in a browser. */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      /** In the browser, though a window might be possible. */
      web: { type: 'boolean', default: false },
      db: { type: 'string' },
      port: { type: 'string' },
      /** For Electron: as root it does not start without. */
      'no-sandbox': { type: 'boolean', default: false },
    },
  });
  const stop = new AbortController();
  const abort = (): void => stop.abort();
  process.on('SIGINT', abort);
  process.on('SIGTERM', abort);
  await prepare(stop.signal);
  const db = values.db === undefined ? [] : [`--db=${values.db}`];
  const found = values.web
    ? { reason: '--web was given' }
    : await chooseElectron(values['no-sandbox'], stop.signal);
  process.off('SIGINT', abort);
  process.off('SIGTERM', abort);
  if (stop.signal.aborted) return 130;

  let reason = 'reason' in found ? found.reason : null;
  if ('file' in found) {
    const sandbox = values['no-sandbox'] ? ['--no-sandbox'] : [];
    const startedAt = Date.now();
    const code = await runForeground(found.file, [ROOT, ...sandbox, ...db], appEnv());
    if (code === 0 || code >= 128 || Date.now() - startedAt > EARLY_END_MS) return code;
    reason = `Electron ended at once (exit code ${code})`;
  }
  const port = values.port === undefined ? [] : [`--port=${values.port}`];
  const args = [join(ROOT, 'out', 'main', 'web.cjs'), `--reason=${reason}`, ...db, ...port];
  return runForeground(process.execPath, args, appEnv());
}

/** Native TensorFlow and the build; the app runs without the first, not without the second. */
async function prepare(signal: AbortSignal): Promise<void> {
  const native = await prepareNative({ onProgress: say, signal });
  if (signal.aborted) process.exit(130);
  if (!native.ok) {
    say(`Training runs on the slower JavaScript backend: ${native.reason}`);
    say(native.fix);
  }
  const build = await ensureBuilt(signal);
  if (signal.aborted) process.exit(130);
  if (build.isOk) return;
  process.stderr.write(`${build.output}\nThe app could not be built.\n`);
  process.exit(1);
}

async function chooseElectron(hasNoSandbox: boolean, signal: AbortSignal): Promise<ElectronSearch> {
  if (!hasDisplay())
    return { reason: 'there is no display (DISPLAY and WAYLAND_DISPLAY are empty)' };
  if (process.getuid?.() === 0 && !hasNoSandbox) {
    return { reason: 'Electron does not start as root (npm start -- --no-sandbox if it must)' };
  }
  return findElectron(say, signal);
}

/** The engine is started on the Node that runs now. */
function appEnv(): NodeJS.ProcessEnv {
  const env = toolEnv();
  delete env.ELECTRON_RUN_AS_NODE;
  return { ...env, ZUOT_NODE: process.execPath };
}

process.exitCode = await main();
