import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openStore } from '#main/store/store.ts';
import { makeTempDir } from '#tests/fixtures/tempDir.ts';

const SCRIPT = resolve(import.meta.dirname, '../fixtures/saveForever.ts');

/** Kills the saver `delayMs` after it has reported a finished batch; returns the last price it reported. */
async function killWhileSaving(file: string, delayMs: number): Promise<number> {
  const child = spawn(process.execPath, [SCRIPT, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  let last = 0;
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => (last = Number(line)));
  await once(lines, 'line');
  await delay(delayMs);
  child.kill('SIGKILL');
  await once(child, 'close');
  return last;
}

describe('a killed import', () => {
  it.each([0, 3, 7, 12, 20])('leaves one whole state, %i ms into a batch', async (delayMs) => {
    const file = join(makeTempDir(), 'zuot.db');
    const last = await killWhileSaving(file, delayMs);
    const store = openStore(file);
    const { open, factor } = store.bars.readSeries('600519.SH');
    const states = new Set([...open, ...factor.subarray(1)]);
    store.close();
    expect(open).toHaveLength(5000);
    expect(states.size).toBe(1);
    // What was reported as saved is there; the batch after it may have been finished unheard.
    expect([last, last + 1]).toContain(open[0]);
    const db = new Database(file);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    db.close();
  });
});
