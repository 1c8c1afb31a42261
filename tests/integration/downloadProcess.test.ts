import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStore } from '#main/store/store.ts';
import type { Store } from '#main/store/store.ts';
import type { SymbolCode } from '#shared/domain.ts';
import { makeDownloads, until } from '#tests/fixtures/downloads.ts';
import { makeShare, startFakeHosts } from '#tests/fixtures/fakeHosts.ts';
import type { FakeHosts } from '#tests/fixtures/fakeHosts.ts';
import { makeTempDir } from '#tests/fixtures/tempDir.ts';

const CLI = resolve(import.meta.dirname, '../../src/main/cli.ts');
const SYMBOLS = Array.from(
  { length: 12 },
  (_, i): SymbolCode => `6000${String(i).padStart(2, '0')}.SH`,
);
const BARS = 1500;

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

function follow(child: ChildProcess): Promise<Ended> {
  let [stdout, stderr] = ['', ''];
  child.stdout?.on('data', (chunk) => (stdout += String(chunk)));
  child.stderr?.on('data', (chunk) => (stderr += String(chunk)));
  return new Promise((done) => child.on('close', (code) => done({ code, stdout, stderr })));
}

const start = (args: readonly string[]): ChildProcess =>
  spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
const zuot = (...args: string[]): Promise<Ended> => follow(start(args));

interface Scene {
  hosts: FakeHosts;
  file: string;
  update: string[];
  /** Opens the database for a look. */
  look: <T>(work: (store: Store) => T) => T;
}

/** A database whose settings lead to hosts on loopback. */
async function openScene(): Promise<Scene> {
  const shares = SYMBOLS.map((symbol, i) => [symbol, makeShare(BARS, 20180102, 10 + i)] as const);
  const hosts = await startFakeHosts(Object.fromEntries(shares));
  const file = join(makeTempDir(), 'zuot.db');
  const look = <T>(work: (store: Store) => T): T => {
    const store = openStore(file);
    try {
      return work(store);
    } finally {
      store.close();
    }
  };
  look((store) => makeDownloads({ store, url: hosts.url }));
  const update = [
    'update',
    ...SYMBOLS,
    '--source',
    'eastmoney',
    '--to',
    '2023-12-29',
    '--db',
    file,
  ];
  return { hosts, file, update, look };
}

const lengths = (store: Store): number[] =>
  SYMBOLS.map((symbol) => store.bars.readSeries(symbol).tradeDate.length);
const whole = (count: number): boolean => count === 0 || count === BARS;

describe('a download on the command line', () => {
  it('that is cancelled tells how to go on, and goes on there', async () => {
    const { hosts, file, update, look } = await openScene();
    let asked = 0;
    hosts.setFault((_response, _body, { path }) => path.includes('kline/get') && ++asked > 5);
    const child = start(update);
    const ended = follow(child);
    await until(() => asked > 5);
    child.kill('SIGINT');
    const { code, stderr } = await ended;
    expect(code).toBe(130);
    const [, name] = /go on with: npm run zuot -- resume (daily-[0-9a-f]{8})/.exec(stderr) ?? [];
    expect(name).toBeTruthy();
    const before = look(lengths);
    expect(before.every(whole)).toBe(true);
    expect(before.filter((count) => count > 0).length).toBeGreaterThanOrEqual(3);

    hosts.setFault(null);
    const listed = await zuot('downloads', '--json', '--db', file);
    expect(JSON.parse(listed.stdout)).toMatchObject({
      downloads: [{ download: name, state: 'cancelled', total: SYMBOLS.length }],
    });
    expect(await zuot('resume', name, '--db', file)).toMatchObject({ code: 0 });
    expect(look(lengths)).toEqual(SYMBOLS.map(() => BARS));
  });

  it('that is killed while it writes leaves whole symbols, and is interrupted for whoever looks', async () => {
    const { hosts, file, update, look } = await openScene();
    let asked = 0;
    hosts.setFault((_response, _body, { path }) => {
      if (path.includes('kline/get')) asked++;
      return false;
    });
    const child = start(update);
    const ended = follow(child);
    await until(() => asked >= 6);
    child.kill('SIGKILL');
    await ended;
    expect(look(lengths).every(whole)).toBe(true);
    const listed = await zuot('downloads', '--json', '--db', file);
    const { downloads } = JSON.parse(listed.stdout) as { downloads: { download: string }[] };
    expect(downloads).toMatchObject([{ state: 'interrupted' }]);
    expect(await zuot('resume', downloads[0].download, '--db', file)).toMatchObject({ code: 0 });
    expect(look(lengths)).toEqual(SYMBOLS.map(() => BARS));
  });

  it('runs twice at once over the same symbols and leaves the bars as one would', async () => {
    const { update, look } = await openScene();
    const both = await Promise.all([zuot(...update), zuot(...update)]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(look(lengths)).toEqual(SYMBOLS.map(() => BARS));
    expect(look((store) => store.corrections.list())).toEqual([]);
    expect(look((store) => store.downloads.list().map(({ state }) => state))).toEqual([
      'done',
      'done',
    ]);
  });

  it.skipIf(process.platform === 'win32')(
    'on a full disk says so, keeps what was whole, and is completed once there is room',
    async () => {
      const { file, update, look } = await openScene();
      // Kibibytes a file may grow to: the system refuses what lies above, as a full disk does.
      const command = `ulimit -f 1200 && exec "$0" "$@"`;
      const args = ['-c', command, process.execPath, CLI, ...update];
      const child = spawn('bash', args, { stdio: ['ignore', 'pipe', 'pipe'] });
      const { code, stderr } = await follow(child);
      expect([code, stderr]).toEqual([1, expect.stringContaining('DISK_FULL')]);
      const kept = look(lengths);
      expect(kept.every(whole)).toBe(true);
      expect(kept).toContain(0);

      const [download] = look((store) => {
        store.downloads.markInterrupted();
        return store.downloads.list();
      });
      expect(download.state).toBe('interrupted');
      expect(await zuot('resume', download.id, '--db', file)).toMatchObject({ code: 0 });
      expect(look(lengths)).toEqual(SYMBOLS.map(() => BARS));
    },
  );

  it('through a source that does not answer exits with its error and can be resumed', async () => {
    const { hosts, update } = await openScene();
    hosts.setFault((response) => {
      response.writeHead(429).end();
      return true;
    });
    const { code, stdout, stderr } = await zuot(...update);
    expect(code).toBe(1);
    expect(stderr).toContain('SOURCE_RATE_LIMITED');
    expect(stdout).toMatch(/limited; go on with: npm run zuot -- resume daily-[0-9a-f]{8}/);
  });

  it('of an unknown source is refused before anything is asked', async () => {
    const { hosts, file } = await openScene();
    const { code, stderr } = await zuot('update', '600519', '--source', 'yahoo', '--db', file);
    expect([code, stderr]).toEqual([1, expect.stringContaining('INVALID_INPUT')]);
    expect(hosts.requests).toEqual([]);
  });
});
