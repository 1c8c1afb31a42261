import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { RIG_REQUIREMENTS, rigFolder, rigReadyFile } from '#tests/fixtures/rigPython.ts';
import { lastLines } from './commands.ts';

/**
 * Puts the real AKTools server into the user's cache, once, for the tests that talk to it.
 * Returns why not, or null; the tests are skipped without it, so nothing fails.
 */
function prepareRig(say: (line: string) => void): string | null {
  if (process.env.ZUOT_RIG_PYTHON || existsSync(rigReadyFile)) return null;
  const pip = (args: string[]) =>
    spawnSync('python3', ['-m', 'pip', ...args], { encoding: 'utf8' });
  if (pip(['--version']).status !== 0) return 'python3 with pip is not there';
  say('AKTools tests: installing AKTools for Python, once (100 MB)');
  rmSync(rigFolder, { recursive: true, force: true });
  mkdirSync(rigFolder, { recursive: true });
  // Into a folder of its own, which also passes on systems that forbid installing beside their own packages.
  const installed = pip([
    'install',
    '--quiet',
    '--disable-pip-version-check',
    '--target',
    rigFolder,
    ...RIG_REQUIREMENTS,
  ]);
  if (installed.status !== 0) {
    rmSync(rigFolder, { recursive: true, force: true });
    return lastLines(installed.stderr, 1) || 'pip failed';
  }
  writeFileSync(rigReadyFile, `${RIG_REQUIREMENTS.join('\n')}\n`);
  return null;
}

if (import.meta.main) {
  const problem = prepareRig((line) => console.log(line));
  console.log(problem === null ? 'AKTools is ready' : `AKTools is not there: ${problem}`);
}
