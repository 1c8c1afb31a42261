import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { join, resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { makeTempDir } from '#tests/fixtures/tempDir.ts';

const WEB = resolve(import.meta.dirname, '../../src/main/web.ts');
const ENGINE = resolve(import.meta.dirname, '../fixtures/fakeEngine.ts');

interface Started {
  server: ChildProcess;
  /** Everything that it has printed. */
  printed: () => string;
  ended: Promise<number | null>;
}

function start(databaseFile: string, ...more: string[]): Started {
  const page = join(makeTempDir(), 'page');
  mkdirSync(page);
  writeFileSync(join(page, 'index.html'), '<!doctype html><title>page</title>');
  const options = ['--db', databaseFile, '--page', page, '--engine', ENGINE, ...more];
  const server = spawn(process.execPath, [WEB, ...options]);
  let text = '';
  server.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  server.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const ended = new Promise<number | null>((done) => server.once('exit', done));
  onTestFinished(async () => {
    server.kill('SIGTERM');
    await ended;
  });
  return { server, printed: () => text, ended };
}

const newDatabase = (): string => join(makeTempDir(), 'data', 'zuot.db');

async function addressOf({ printed }: Started): Promise<URL> {
  await expect.poll(printed, { timeout: 15_000 }).toMatch(/http:\/\/127\.0\.0\.1:\d+\/\?token=\S+/);
  return new URL(/http:\/\/\S+/.exec(printed())![0]);
}

function get(url: URL, headers: Record<string, string> = {}, path = url.pathname + url.search) {
  return new Promise<IncomingMessage & { body: string }>((done, fail) => {
    const call = request({ host: url.hostname, port: url.port, path, headers }, (answer) => {
      let body = '';
      answer.on('data', (chunk: Buffer) => (body += chunk.toString()));
      answer.on('end', () => done(Object.assign(answer, { body })));
    });
    call.on('error', fail);
    call.end();
  });
}

const cookieOf = (answer: IncomingMessage): string =>
  answer.headers['set-cookie']![0].split(';')[0];

describe('web.ts', () => {
  it('prints its address with a token and, in one sentence, why', async () => {
    const app = start(newDatabase(), '--reason', 'there is no display');
    await addressOf(app);
    expect(app.printed()).toContain('In the browser because there is no display.');
  });

  it('serves the page to the bearer of the token only, under a strict policy', async () => {
    const address = await addressOf(start(newDatabase()));
    expect((await get(address, {}, '/')).statusCode).toBe(403);
    const entry = await get(address);
    expect(entry.statusCode).toBe(303);
    expect(entry.headers.location).toBe('/');
    const cookie = cookieOf(entry);
    const page = await get(address, { cookie }, '/');
    expect(page.body).toContain('<title>page</title>');
    expect(page.headers['content-security-policy']).toContain("script-src 'self'");
    expect((await get(address, { cookie }, '/../zuot.db')).statusCode).toBe(404);
    expect((await get(address, { cookie, host: 'evil.example' }, '/')).statusCode).toBe(403);
  });

  it('relays calls over the socket to its own page, and to nobody else', async () => {
    const address = await addressOf(start(newDatabase()));
    const cookie = cookieOf(await get(address));
    const url = `ws://${address.host}/engine`;
    const foreign = new WebSocket(url, { origin: 'http://evil.example', headers: { cookie } });
    await expect(opened(foreign)).rejects.toThrow('403');
    const anonymous = new WebSocket(url, { origin: address.origin });
    await expect(opened(anonymous)).rejects.toThrow('403');

    const socket = new WebSocket(url, { origin: address.origin, headers: { cookie } });
    const heard: unknown[] = [];
    socket.on('message', (data: Buffer) => heard.push(JSON.parse(data.toString())));
    await opened(socket);
    socket.send(JSON.stringify({ type: 'call', id: 'a', method: 'settings.get', input: {} }));
    await expect
      .poll(() => heard, { timeout: 15_000 })
      .toContainEqual(expect.objectContaining({ type: 'done', id: 'a' }));
    socket.send('not JSON');
    await expect.poll(() => socket.readyState).toBe(WebSocket.CLOSED);
  });

  it('refuses a second server on the same database and says where the first one is', async () => {
    const database = newDatabase();
    const first = start(database);
    const address = await addressOf(first);
    const second = start(database);
    expect(await second.ended).toBe(1);
    expect(second.printed()).toContain(`already runs on ${database}, at ${address.href}`);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'ends cleanly on %s and frees the database',
    async (signal) => {
      const database = newDatabase();
      const first = start(database);
      await addressOf(first);
      first.server.kill(signal);
      expect(await first.ended).toBe(0);
      await addressOf(start(database));
    },
  );

  it('takes over the database of a server that was killed', async () => {
    const database = newDatabase();
    const first = start(database);
    await addressOf(first);
    first.server.kill('SIGKILL');
    await first.ended;
    await addressOf(start(database));
  });

  it.each([
    ['a port that is none', ['--port', 'abc'], '--port abc: a port is'],
    ['a port beyond the last', ['--port', '65536'], '--port 65536: a port is'],
    ['a database without a name', ['--db', ''], 'the database file has no name'],
    ['a folder that cannot be made', ['--db', join(WEB, 'zuot.db')], 'cannot start: E'],
    ['an unknown option', ['--bogus'], "Unknown option '--bogus'"],
  ])('refuses %s in one sentence', async (_what, options, sentence) => {
    const refused = start(newDatabase(), ...options);
    expect(await refused.ended).toBe(1);
    expect(refused.printed()).toContain(sentence);
    expect(refused.printed()).not.toContain('    at ');
  });

  it('says that a taken port cannot be had', async () => {
    const address = await addressOf(start(newDatabase()));
    const second = start(newDatabase(), '--port', address.port);
    expect(await second.ended).toBe(1);
    expect(second.printed()).toContain('EADDRINUSE');
  });
});

function opened(socket: WebSocket): Promise<void> {
  return new Promise((done, fail) => {
    socket.once('open', done);
    socket.once('error', fail);
  });
}
