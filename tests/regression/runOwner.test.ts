import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openStore } from '#main/store/store.ts';
import { failureOf } from '#tests/fixtures/failureOf.ts';
import { makeTempDir } from '#tests/fixtures/tempDir.ts';

const SCRIPT = resolve(import.meta.dirname, '../fixtures/holdRun.ts');

/** A store and another process that carries out a run on the same database. */
async function beginElsewhere() {
  const file = join(makeTempDir(), 'zuot.db');
  const store = openStore(file);
  onTestFinished(() => store.close());
  const child = spawn(process.execPath, [SCRIPT, file, 'run-0001'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(child, 'close');
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return { store, kill: () => (child.kill('SIGKILL'), gone) };
}

describe('a run of another process', () => {
  test('goes on when an engine starts on the same database', async () => {
    const { store } = await beginElsewhere();
    expect(store.runs.markInterrupted()).toEqual([]);
    expect(store.runs.get('run-0001').state).toBe('running');
  });

  test('is interrupted once that process is gone, and is taken up once', async () => {
    const { store, kill } = await beginElsewhere();
    await kill();
    expect(store.runs.markInterrupted()).toEqual(['run-0001']);
    store.runs.takeUp('run-0001');
    expect(failureOf(() => store.runs.takeUp('run-0001')).code).toBe('INVALID_INPUT');
    expect(store.runs.markInterrupted()).toEqual([]);
  });
});
