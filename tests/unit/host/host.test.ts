import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createHost } from '#main/host/host.ts';
import type { Host } from '#main/host/host.ts';
import { createNodeLauncher } from '#main/host/nodeChild.ts';
import { createClient } from '#shared/client.ts';
import type { EngineClient } from '#shared/client.ts';
import type { EngineEvents, FromEngine } from '#shared/contract.ts';

const ENGINE = join(import.meta.dirname, '../../fixtures/fakeEngine.ts');
const TIMING = {
  preset: 't-timing' as const,
  symbols: ['600519.SH'],
  from: '2020-01-01',
  to: '2021-01-01',
};

function startHost(mode = ''): Host {
  const env = { ...process.env, FAKE_ENGINE: mode };
  const host = createHost({
    launch: createNodeLauncher({ node: process.execPath, args: [ENGINE], env }),
    delaysMs: [1, 1],
  });
  onTestFinished(() => host.stop());
  return host;
}

interface TestClient extends EngineClient {
  heard: FromEngine[];
  close: () => void;
  /** Resolves at the first event of this name that fits, past ones included. */
  until: <E extends keyof EngineEvents>(
    name: E,
    fits: (payload: EngineEvents[E]) => boolean,
  ) => Promise<EngineEvents[E]>;
}

function connect(host: Host): TestClient {
  const heard: FromEngine[] = [];
  const listeners = new Set<(message: unknown) => void>();
  const line = host.connect((message) => {
    heard.push(message);
    for (const listener of listeners) listener(message);
  });
  const client = createClient({
    post: line.post,
    onMessage: (listener) => void listeners.add(listener),
  });
  return {
    ...client,
    heard,
    close: line.close,
    until: (name, fits) =>
      new Promise((resolve) => {
        const look = (message: FromEngine): void => {
          if (message.type !== 'event' || message.name !== name) return;
          const payload = message.payload as EngineEvents[typeof name];
          if (fits(payload)) resolve(payload);
        };
        heard.forEach(look);
        listeners.add((message) => look(message as FromEngine));
      }),
  };
}

describe('createHost', () => {
  it('relays a call that arrived before the engine was ready', async () => {
    const client = connect(startHost());
    await expect(client.call('settings.get', {})).resolves.toMatchObject({ language: 'zh-CN' });
  });

  it('keeps the ids of two clients apart and answers each its own', async () => {
    const host = startHost();
    const answers = new Map<string, unknown[]>([
      ['one', []],
      ['other', []],
    ]);
    const lines = [...answers].map(([name, heard]) => ({
      name,
      line: host.connect((message) => {
        if (message.type === 'done') heard.push(message);
      }),
    }));
    const waits = { one: 'wait-60', other: 'wait-30' };
    for (const { name, line } of lines) {
      const run = waits[name as keyof typeof waits];
      line.post({ type: 'call', id: 'same', method: 'runs.get', input: { run } });
    }
    await expect.poll(() => [...answers.values()].flat().length).toBe(2);
    expect(answers.get('one')).toEqual([{ type: 'done', id: 'same', output: { run: 'wait-60' } }]);
    expect(answers.get('other')).toEqual([
      { type: 'done', id: 'same', output: { run: 'wait-30' } },
    ]);
  });

  it('fails what was running when the engine died, starts it again and answers the next call', async () => {
    const host = startHost();
    const client = connect(host);
    const watcher = connect(host);
    const job = client.call('run.timing', TIMING);
    await watcher.until('job.changed', ({ progress }) => progress !== null);
    const before = host.enginePid();
    process.kill(before!, 'SIGKILL');
    await expect(job).rejects.toMatchObject({
      code: 'ENGINE_EXITED',
      message: expect.stringContaining('SIGKILL') as string,
    });
    await watcher.until('job.changed', ({ isDone }) => isDone);
    await watcher.until('engine.state', ({ state }) => state === 'restarting');
    await expect(client.call('settings.get', {})).resolves.toMatchObject({ theme: 'system' });
    expect(host.enginePid()).not.toBe(before);
    await expect(client.call('jobs.list', {})).resolves.toEqual([]);
  });

  it('lets a reloaded window see and cancel the job of the page before it', async () => {
    const host = startHost();
    const before = connect(host);
    const job = before.call('run.timing', TIMING).catch(() => 'never heard of');
    await before.until('job.changed', ({ progress }) => progress !== null);
    before.close();
    void job;

    const after = connect(host);
    const [running] = await after.call('jobs.list', {});
    expect(running.method).toBe('run.timing');
    await after.call('jobs.cancel', { job: running.job });
    const end = await after.until('job.changed', ({ isDone }) => isDone);
    expect(end.error?.code).toBe('CANCELLED');
    expect(before.heard.some(({ type }) => type === 'failed')).toBe(false);
  });

  it('gives up on an engine that dies at every start, with its last words, and tries again for a new window', async () => {
    const host = startHost('crash-at-start');
    const client = connect(host);
    const waiting = client.call('settings.get', {});
    await expect(waiting).rejects.toMatchObject({ code: 'ENGINE_EXITED' });
    const { note } = await client.until('engine.state', ({ state }) => state === 'failed');
    expect(note).toBe('the engine ended (exit code 3): libtensorflow is broken');
    await expect(client.call('settings.get', {})).rejects.toMatchObject({ message: note });

    const second = connect(host);
    expect(second.heard[0]).toMatchObject({ payload: { state: 'restarting' } });
    await second.until('engine.state', ({ state }) => state === 'failed');
  });

  it('says so when the engine cannot be started at all', async () => {
    const host = createHost({
      launch: createNodeLauncher({ node: '/no/such/node', args: [] }),
      delaysMs: [],
    });
    const client = connect(host);
    const { note } = await client.until('engine.state', ({ state }) => state === 'failed');
    expect(note).toContain('/no/such/node');
  });

  it('passes over what is no message of the contract', async () => {
    const host = startHost();
    const line = host.connect(() => undefined);
    for (const junk of [null, 1, 'x', {}, { type: 'call' }, { type: 'cancel', id: 'nobody' }]) {
      line.post(junk);
    }
    await expect(connect(host).call('settings.get', {})).resolves.toBeDefined();
  });

  it('ends the engine when it stops, and does not start another', async () => {
    const host = startHost();
    await connect(host).call('settings.get', {});
    const pid = host.enginePid()!;
    await host.stop();
    expect(() => process.kill(pid, 0)).toThrow();
    expect(host.enginePid()).toBeUndefined();
  });
});
