import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { makeTempDir } from '#tests/fixtures/tempDir.ts';

const RUNNER = resolve(import.meta.dirname, '../../scripts/run.mjs');
const PROGRAM = resolve(import.meta.dirname, '../fixtures/untilTerm.ts');

test.skipIf(process.platform === 'win32')(
  'what npm runs ends with npm when that is asked to end',
  async () => {
    const folder = makeTempDir();
    const start = `node "${RUNNER}" "${PROGRAM}"`;
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ scripts: { start } }));
    const npm = spawn('npm', ['start'], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    npm.stdout.on('data', (chunk) => {
      output += String(chunk);
      if (output.includes('running\n')) npm.kill('SIGTERM');
    });
    // The pipe is closed by the last process that holds it, not by npm.
    await new Promise((done) => npm.on('close', done));
    expect(output).toContain('ended as asked');
  },
);
