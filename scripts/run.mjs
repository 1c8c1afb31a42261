// Runs a TypeScript entry on a Node that can: this one, or the one that npm installed beside the app.
// Plain JavaScript, so that an old Node gets as far as the sentence below.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { clearInterval, setInterval } from 'node:timers';
import { pathToFileURL } from 'node:url';

/** The first Node that runs .ts files without a flag. */
const NEEDED = [22, 18];
const root = resolve(import.meta.dirname ?? '.', '..');

function isFit(version) {
  const [major, minor] = version.split('.').map(Number);
  return major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1]);
}

function findInstalledNode() {
  const isWindows = process.platform === 'win32';
  const name = `node-${isWindows ? 'win' : process.platform}-${process.arch}`;
  const file = join(root, 'node_modules', name, 'bin', isWindows ? 'node.exe' : 'node');
  return existsSync(file) ? file : null;
}

/**
 * A signal to npm ends the shell between it and this process, and the shell passes nothing on: once it is
 * gone, this process is told in its place. On Windows a parent that is gone cannot be seen.
 */
function followShell(tell) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const shell = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(timer);
    tell('SIGTERM');
  }, 500);
  timer.unref();
}

const [entry, ...args] = process.argv.slice(2);
const file = resolve(root, entry);
if (isFit(process.versions.node)) {
  followShell((signal) => process.kill(process.pid, signal));
  process.argv = [process.argv[0], file, ...args];
  await import(pathToFileURL(file).href);
} else {
  const node = findInstalledNode();
  if (node === null) {
    process.stderr.write(
      `ZuoT needs Node ${NEEDED.join('.')} or newer; this is ${process.versions.node}, and npm has ` +
        `not installed a newer one beside the app. Run npm ci without --omit=optional, or install ` +
        `Node 24 from https://nodejs.org.\n`,
    );
    process.exit(1);
  }
  const child = spawn(node, [file, ...args], { stdio: 'inherit' });
  followShell((signal) => child.kill(signal));
  // Ctrl-C reaches the child as well; it decides how the end looks.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}
