// Runs a TypeScript entry on a Node that can: this one, or the one that npm installed beside the app.
// Plain JavaScript, so that an old Node gets as far as the sentence below.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
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

const [entry, ...args] = process.argv.slice(2);
if (isFit(process.versions.node)) {
  const file = resolve(root, entry);
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
  const child = spawn(node, [join(root, entry), ...args], { stdio: 'inherit' });
  // Ctrl-C reaches the child as well; it decides how the end looks.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}
