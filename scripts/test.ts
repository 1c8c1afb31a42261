import { existsSync } from 'node:fs';
import { ensureBuilt } from './build.ts';
import { lastLines, ROOT, runCommand, runTool, toolEnv } from './commands.ts';
import type { CommandResult } from './commands.ts';
import { hasDisplay, startVirtualDisplay } from './display.ts';
import { findInstalledElectron } from './electron.ts';
import { prepareNative } from './native.ts';
import { runStage, summarise } from './stages.ts';
import type { StageReport, StageResult } from './stages.ts';
import { runVitest } from './vitest.ts';
import { hasShared } from '#tests/fixtures/shared.ts';

const PASSED: CommandResult = { code: 0, output: '' };

/** `npm test`: sets up what the tests can use, runs every stage, and fails when any of them did. */
async function main(): Promise<number> {
  const prepared = await Promise.all([
    runStage('native TensorFlow', setUpNative),
    runStage('AKTools for tests', setUpRig),
    inTurn(
      () => runStage('types', checkTypes),
      () => runStage('lint', checkLint),
      () => runStage('build', build),
    ),
  ]);
  const reports = prepared.flat();
  // Integration tests run one by one, mostly waiting: the others fill the second core meanwhile.
  const tested = await Promise.all([
    runStage('integration tests', () => runVitest(['integration'])),
    runStage('unit and law tests', () => runVitest(['unit', 'laws'])),
  ]);
  reports.push(...tested);
  reports.push(await runStage('browser and Electron tests', runEndToEnd));
  console.log(summarise(reports));
  return reports.every(({ isOk }) => isOk) ? 0 : 1;
}

async function inTurn(...stages: (() => Promise<StageReport>)[]): Promise<StageReport[]> {
  const reports = [];
  for (const stage of stages) reports.push(await stage());
  return reports;
}

/** Without it the tests run on the JavaScript backend: slower, not red. */
async function setUpNative(): Promise<StageResult> {
  const native = await prepareNative({ onProgress: (line) => console.log(line) });
  return native.ok ? PASSED : { ...PASSED, note: `JavaScript backend: ${native.reason}` };
}

async function setUpRig(): Promise<StageResult> {
  if (!hasShared) return { ...PASSED, note: 'left out: no reference data beside the checkout' };
  const { output } = await runCommand(process.execPath, ['scripts/rig.ts']);
  return { ...PASSED, note: lastLines(output, 1) };
}

async function checkTypes(): Promise<StageResult> {
  return firstFailure([
    () => runTool('typescript/bin/tsc', ['-p', 'tsconfig.node.json']),
    () => runTool('vue-tsc/bin/vue-tsc.js', ['-p', 'tsconfig.web.json']),
  ]);
}

async function checkLint(): Promise<StageResult> {
  return firstFailure([
    () => runTool('eslint/bin/eslint.js', ['.']),
    () => runTool('prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.']),
  ]);
}

/** Runs all, so that one red check does not hide another. */
async function firstFailure(checks: (() => Promise<CommandResult>)[]): Promise<CommandResult> {
  const results = [];
  for (const check of checks) results.push(await check());
  const failed = results.filter(({ code }) => code !== 0);
  return failed.length === 0 ? PASSED : { code: 1, output: failed.map((r) => r.output).join('\n') };
}

async function build(): Promise<StageResult> {
  const { isOk, isKept, output } = await ensureBuilt();
  if (!isOk) return { code: 1, output };
  return isKept ? { ...PASSED, note: 'up to date' } : PASSED;
}

/** Each kind of window is driven where it can be had, and skipped, with its reason, where not. */
async function runEndToEnd(): Promise<StageResult> {
  if (!existsSync(`${ROOT}/out/.inputs`)) {
    return { code: 1, output: 'The app is not built: there is nothing to drive.\n' };
  }
  const needsDisplay = findInstalledElectron() !== null && !hasDisplay();
  const display = needsDisplay ? await startVirtualDisplay() : null;
  const result = await runVitest(['e2e'], display ? { DISPLAY: display.name } : {});
  display?.stop();
  return result;
}

process.env.PATH = toolEnv().PATH;
process.exitCode = await main();
