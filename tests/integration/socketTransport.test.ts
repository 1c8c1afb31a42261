import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocketServer } from 'ws';
import { serve } from '#main/rpc/serve.ts';
import { createSocketTransport } from '#renderer/engineClient/socket.ts';
import { createClient } from '#shared/client.ts';
import { fakeHandlers, fakeSettings, untilAborted } from '#tests/fixtures/fakeHandlers.ts';

const handlers = fakeHandlers({
  'settings.get': () => Promise.resolve(fakeSettings),
  'sample.run': (_input, { signal }) => untilAborted(signal),
});

async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

/** A server of the contract on a port of its own; `stop` cuts every line. */
async function startServer(port: number): Promise<{ stop: () => Promise<void> }> {
  const server = new WebSocketServer({ port, host: '127.0.0.1' });
  server.on('connection', (socket) => {
    serve(handlers, {
      post: (message) => socket.send(JSON.stringify(message)),
      onMessage: (listener) =>
        socket.on('message', (data: Buffer) => listener(JSON.parse(data.toString()))),
    });
  });
  await new Promise((done) => server.once('listening', done));
  const stop = (): Promise<void> =>
    new Promise((done) => {
      for (const socket of server.clients) socket.terminate();
      server.close(() => done());
    });
  onTestFinished(stop);
  return { stop };
}

function connect(port: number) {
  const url = `ws://127.0.0.1:${port}/engine`;
  const client = createClient(createSocketTransport({ url, retryMs: 20, patience: 3 }));
  const states: string[] = [];
  client.on('engine.state', ({ state }) => states.push(state));
  return { client, states };
}

describe('createSocketTransport', () => {
  it('holds calls back until the server is there', async () => {
    const port = await findFreePort();
    const { client } = connect(port);
    const call = client.call('settings.get', {});
    await startServer(port);
    await expect(call).resolves.toEqual(fakeSettings);
  });

  it('fails what was running when the line is cut, says so, and opens it again', async () => {
    const port = await findFreePort();
    const server = await startServer(port);
    const { client, states } = connect(port);
    await client.call('settings.get', {});
    const running = client.call('sample.run', {});
    await client.call('jobs.list', {});
    const failed = expect(running).rejects.toMatchObject({ code: 'ENGINE_EXITED' });
    await server.stop();
    await failed;
    expect(states).toContain('restarting');
    await startServer(port);
    await expect
      .poll(() => client.call('settings.get', {}).catch(() => null))
      .toEqual(fakeSettings);
  });

  it('gives calls up when nobody answers, and finds a server that comes later', async () => {
    const port = await findFreePort();
    const { client, states } = connect(port);
    const waiting = client.call('settings.get', {});
    await expect(waiting).rejects.toMatchObject({ code: 'ENGINE_EXITED' });
    expect(states.at(-1)).toBe('failed');
    await expect(client.call('settings.get', {})).rejects.toMatchObject({ code: 'ENGINE_EXITED' });
    await startServer(port);
    await expect
      .poll(() => client.call('settings.get', {}).catch(() => null))
      .toEqual(fakeSettings);
  });
});
