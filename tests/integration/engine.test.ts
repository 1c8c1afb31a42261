import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createHost } from '#main/host/host.ts';
import { createNodeLauncher } from '#main/host/nodeChild.ts';
import { createClient } from '#shared/client.ts';
import { inputSchemas } from '#shared/contract.ts';
import type { FromEngine, Method } from '#shared/contract.ts';
import { makeTempDir } from '#tests/fixtures/tempDir.ts';

const ENGINE = resolve(import.meta.dirname, '../../src/main/engine.ts');

function startEngine(databaseFile = join(makeTempDir(), 'deeper', 'zuot.db')) {
  const host = createHost({
    launch: createNodeLauncher({ node: process.execPath, args: [ENGINE, '--db', databaseFile] }),
    delaysMs: [1],
  });
  onTestFinished(() => host.stop());
  const heard: FromEngine[] = [];
  const listeners: ((message: unknown) => void)[] = [];
  const line = host.connect((message) => {
    heard.push(message);
    for (const listener of listeners) listener(message);
  });
  const client = createClient({ post: line.post, onMessage: (one) => void listeners.push(one) });
  return { host, client, heard, line };
}

const csv = (rows: number): string => {
  const lines = Array.from({ length: rows }, (_value, index) => {
    const date = new Date(Date.UTC(2024, 0, 2 + index)).toISOString().slice(0, 10);
    return `${date},10,11,9,10.5,1000`;
  });
  return ['date,open,high,low,close,volume', ...lines].join('\n');
};

describe('the engine process', () => {
  it('opens an empty database and calls it the first start', async () => {
    const { client } = startEngine();
    await expect(client.call('app.status', {})).resolves.toMatchObject({ isFirstStart: true });
    await expect(client.call('runs.list', {})).resolves.toEqual([]);
  });

  it('has a handler for every method: none is unknown, each ends', async () => {
    const { line, heard } = startEngine();
    const methods = Object.keys(inputSchemas) as Method[];
    // An input that no schema takes is refused at the door, so that nothing is started.
    for (const method of methods) line.post({ type: 'call', id: method, method, input: { x: 1 } });
    const ends = () => heard.filter(({ type }) => type === 'failed' || type === 'done');
    await expect.poll(() => ends().length, { timeout: 20_000 }).toBe(methods.length);
    for (const end of ends()) {
      expect(end).toMatchObject({ error: { code: 'INVALID_INPUT' } });
      expect(JSON.stringify(end)).not.toContain('unknown method');
    }
  });

  it('keeps settings and bars over a crash', async () => {
    const { host, client } = startEngine();
    await client.call('settings.set', { theme: 'dark' });
    const base64 = Buffer.from(csv(30)).toString('base64');
    const files = [{ name: '600519.SH.csv', base64 }];
    await expect(client.call('bars.import', { files })).resolves.toMatchObject([
      { symbol: '600519.SH', error: null },
    ]);
    const before = await client.call('instruments.list', {});
    process.kill(host.enginePid()!, 'SIGKILL');
    await expect(
      client.call('settings.get', {}).catch(() => client.call('settings.get', {})),
    ).resolves.toMatchObject({ theme: 'dark' });
    await expect(client.call('instruments.list', {})).resolves.toEqual(before);
    expect(before.length).toBe(1);
  });

  it('answers with the reason while the database cannot be opened, and stays alive', async () => {
    const file = join(makeTempDir(), 'zuot.db');
    writeFileSync(file, 'this is no database, and long enough to be read as one'.repeat(40));
    const { host, client } = startEngine(file);
    const first = client.call('app.status', {});
    await expect(first).rejects.toMatchObject({
      code: expect.stringMatching(/^(STORE_DAMAGED|INVALID_INPUT)$/) as string,
    });
    const pid = host.enginePid();
    await expect(client.call('runs.list', {})).rejects.toBeDefined();
    expect(host.enginePid()).toBe(pid);
  });

  it('ends when its parent is gone', async () => {
    const databaseFile = join(makeTempDir(), 'zuot.db');
    const script = `
      const { fork } = require('node:child_process');
      const child = fork(${JSON.stringify(ENGINE)}, ['--db', ${JSON.stringify(databaseFile)}]);
      child.on('message', () => { console.log(child.pid); });
    `;
    const parent = spawn(process.execPath, ['-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const pid = await new Promise<number>((done) => {
      parent.stdout.once('data', (chunk: Buffer) => done(Number(chunk.toString())));
    });
    parent.kill('SIGKILL');
    await expect.poll(() => isRunning(pid), { timeout: 10_000 }).toBe(false);
  });
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
