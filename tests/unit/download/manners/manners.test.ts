import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createManners } from '#main/download/manners/manners.ts';
import type { MannerOptions, Manners } from '#main/download/manners/manners.ts';
import type { Source } from '#main/download/source.ts';
import type { NetworkSource } from '#shared/domain.ts';
import { AppError } from '#shared/errors.ts';
import type { ErrorDetails } from '#shared/errors.ts';
import { rejectionOf } from '#tests/fixtures/failureOf.ts';

const free = new AbortController().signal;
const HOST = { eastmoney: 'push2his.eastmoney.com', sina: 'finance.sina.com.cn' };

async function listen(listener: RequestListener): Promise<{ url: URL; count: () => number }> {
  let count = 0;
  const server = createServer((request, response) => {
    count++;
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: new URL(`http://127.0.0.1:${port}/x`), count: () => count };
}

function open(more: Partial<MannerOptions> = {}) {
  let changes = 0;
  let nowMs = Date.UTC(2026, 0, 5);
  const manners = createManners({
    settings: () => ({ requestTimeoutMs: 2000, spacingMs: 0, pauseMinutes: 10 }),
    changed: () => changes++,
    now: () => nowMs,
    backOffMs: 1,
    ...more,
  });
  return { manners, changes: () => changes, wait: (ms: number) => (nowMs += ms) };
}

const ask = (manners: Manners, source: NetworkSource, url: URL, host: string): Promise<string> =>
  manners.fetchFor(source)({ url, host, details: { upstream: source } }, free);

/** A source that fails in a given way, as the parsers say it. */
function failingSource(name: NetworkSource, details: ErrorDetails | null): Source {
  return {
    name,
    readBars: () =>
      details === null
        ? Promise.reject(new AppError('INVALID_INPUT', 'not served'))
        : Promise.reject(new AppError('SOURCE_BAD_DATA', 'bad', details)),
    testConnection: () => Promise.resolve({ isReachable: true, latencyMs: 1, note: '' }),
  };
}
const request = { symbol: '600519.SH', from: 20240101, to: 20240131 };

describe('manners', () => {
  it('leave a host alone after a dropped socket, without a second try', async () => {
    const { url, count } = await listen((_request, response) => response.destroy());
    const { manners, changes, wait } = open();
    expect(await rejectionOf(ask(manners, 'eastmoney', url, HOST.eastmoney))).toMatchObject({
      code: 'SOURCE_UNREACHABLE',
    });
    expect(count()).toBe(1);
    expect(manners.record('eastmoney').pausedUntil).toBe('2026-01-05T00:10:00.000Z');
    expect(changes()).toBe(1);
    expect(await rejectionOf(ask(manners, 'eastmoney', url, HOST.eastmoney))).toMatchObject({
      code: 'SOURCE_RATE_LIMITED',
      details: { isPaused: true, upstream: 'eastmoney' },
    });
    expect(count()).toBe(1);
    wait(11 * 60_000);
    expect(manners.record('eastmoney').pausedUntil).toBeNull();
    await rejectionOf(ask(manners, 'eastmoney', url, HOST.eastmoney));
    expect(count()).toBe(2);
  });

  it.each([403, 429])('leave a host alone after status %i', async (status) => {
    const { url } = await listen((_request, response) => response.writeHead(status).end());
    const { manners } = open();
    await rejectionOf(ask(manners, 'sina', url, HOST.sina));
    expect(manners.record('sina').pausedUntil).not.toBeNull();
    expect(manners.record('eastmoney').pausedUntil).toBeNull();
  });

  it('do not reach a host that shut us out by way of AKTools either', async () => {
    const { url, count } = await listen((_request, response) => response.destroy());
    const { manners } = open();
    await rejectionOf(ask(manners, 'eastmoney', url, HOST.eastmoney));
    const through = await rejectionOf(ask(manners, 'aktools', url, HOST.eastmoney));
    expect(through.code).toBe('SOURCE_RATE_LIMITED');
    expect(count()).toBe(1);
    expect(manners.record('aktools').pausedUntil).not.toBeNull();
    manners.release('aktools');
    expect(manners.record('eastmoney').pausedUntil).toBeNull();
  });

  it('blame AKTools itself when its own connection drops', async () => {
    const { url } = await listen((_request, response) => response.destroy());
    const { manners } = open();
    await rejectionOf(ask(manners, 'aktools', url, HOST.eastmoney));
    expect(manners.record('eastmoney').pausedUntil).toBeNull();
    expect(manners.record('aktools').pausedUntil).not.toBeNull();
  });

  it('do not pause for a server that is not there: nobody was shut out', async () => {
    const { manners } = open();
    const url = new URL('http://127.0.0.1:9/x');
    await rejectionOf(ask(manners, 'aktools', url, HOST.eastmoney));
    expect(manners.record('aktools').pausedUntil).toBeNull();
  });

  it('try a 500 once more', async () => {
    let calls = 0;
    const { url } = await listen((_request, response) =>
      response.writeHead(++calls === 1 ? 500 : 200).end('fine'),
    );
    const { manners } = open();
    expect(await ask(manners, 'sina', url, HOST.sina)).toBe('fine');
    expect(manners.record('sina')).toMatchObject({ requests: 2, pausedUntil: null });
  });

  it('give a waiting request up when the one before it was shut out', async () => {
    const { url, count } = await listen((_request, response) => response.destroy());
    const { manners } = open();
    const both = [1, 2].map(() => rejectionOf(ask(manners, 'eastmoney', url, HOST.eastmoney)));
    expect((await Promise.all(both)).map(({ code }) => code)).toEqual([
      'SOURCE_UNREACHABLE',
      'SOURCE_RATE_LIMITED',
    ]);
    expect(count()).toBe(1);
  });

  it('pause for no time at all when the settings say so', async () => {
    const settings = () => ({ requestTimeoutMs: 2000, spacingMs: 0, pauseMinutes: 0 });
    const { url, count } = await listen((_request, response) => response.destroy());
    const { manners } = open({ settings });
    for (let i = 0; i < 2; i++) await rejectionOf(ask(manners, 'sina', url, HOST.sina));
    expect(count()).toBe(2);
  });

  it('end a cancelled request at once', async () => {
    const { url } = await listen(() => undefined);
    const { manners } = open();
    const controller = new AbortController();
    const fetchText = manners.fetchFor('sina');
    const running = fetchText({ url, host: HOST.sina, details: {} }, controller.signal);
    setTimeout(() => controller.abort(), 20);
    expect((await rejectionOf(running)).code).toBe('CANCELLED');
    expect(manners.record('sina').pausedUntil).toBeNull();
  });
});

describe('a guarded source', () => {
  const failTimes = async (details: ErrorDetails | null, times: number): Promise<Manners> => {
    const { manners } = open();
    const source = manners.guard(failingSource('eastmoney', details));
    for (let i = 0; i < times; i++) await rejectionOf(source.readBars(request, free));
    return manners;
  };

  it('counts as shut after three empty replies in a row that nothing explains', async () => {
    const details = { isEmpty: true, upstream: 'eastmoney' };
    expect((await failTimes(details, 2)).record('eastmoney').pausedUntil).toBeNull();
    expect((await failTimes(details, 3)).record('eastmoney').pausedUntil).not.toBeNull();
  });

  it.each([
    ['knows the symbol', { isEmpty: true, isAnswered: true }],
    ['knows no such symbol', { isEmpty: true, isUnknown: true }],
    ['sends rows that cannot be', { row: 3 }],
    ['does not serve the symbol', null],
  ])('does not, however often, when it %s', async (_name, details) => {
    expect((await failTimes(details, 9)).record('eastmoney').pausedUntil).toBeNull();
  });

  it('pauses the provider behind AKTools, not AKTools', async () => {
    const { manners } = open();
    const source = manners.guard(failingSource('aktools', { isEmpty: true, upstream: 'sina' }));
    for (let i = 0; i < 3; i++) await rejectionOf(source.readBars(request, free));
    expect(manners.record('sina').pausedUntil).not.toBeNull();
    expect(manners.record('aktools')).toMatchObject({ pausedUntil: null, failures: 3 });
  });

  it('keeps its optional methods as they are', () => {
    const { manners } = open();
    const source = manners.guard(failingSource('eastmoney', null));
    expect([source.name, source.readFactors]).toEqual(['eastmoney', undefined]);
  });
});
