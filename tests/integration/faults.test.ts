import { describe, expect, it } from 'vitest';
import { listDownloads, resumeDownload } from '#main/jobs/data/downloads.ts';
import { updateBars } from '#main/jobs/data/updateBars.ts';
import type { DownloadOutcome } from '#shared/dataContract.ts';
import type { NetworkSource, SymbolCode } from '#shared/domain.ts';
import { makeContext } from '#tests/fixtures/context.ts';
import { makeDownloads } from '#tests/fixtures/downloads.ts';
import type { DownloadOptions, Downloads } from '#tests/fixtures/downloads.ts';
import { isAbout, makeShare, startFakeHosts } from '#tests/fixtures/fakeHosts.ts';
import type { FakeHosts, Fault } from '#tests/fixtures/fakeHosts.ts';
import { readShared, describeWithShared } from '#tests/fixtures/shared.ts';

const SYMBOLS = ['600519.SH', '000001.SZ', '600036.SH'];
const SPAN = { from: '2024-01-02', to: '2024-02-29', mode: 'tail' as const };
/** Weekdays of the span. */
const BARS = 43;
const isBars = (path: string): boolean => path === '/api/qt/stock/kline/get';

interface Scene extends Downloads {
  hosts: FakeHosts;
  update: (sources?: NetworkSource[], symbols?: SymbolCode[]) => Promise<DownloadOutcome>;
  resume: (outcome: DownloadOutcome) => Promise<DownloadOutcome>;
  /** Stored bars by symbol, held against what the hosts know: [how many, how many are wrong]. */
  stored: () => Record<SymbolCode, [number, number]>;
}

async function openScene(options: DownloadOptions = {}): Promise<Scene> {
  const shares = SYMBOLS.map((symbol, i) => [symbol, makeShare(60, 20240102, 10 + 5 * i)] as const);
  const hosts = await startFakeHosts(Object.fromEntries(shares));
  const downloads = makeDownloads({ url: hosts.url, ...options });
  const { dependencies, store } = downloads;
  const truth = new Map(shares);
  const countWrong = (symbol: SymbolCode): [number, number] => {
    const got = store.bars.readSeries(symbol);
    const { bars } = truth.get(symbol) ?? makeShare(0);
    const wrong = [...got.tradeDate.keys()].filter((i) => {
      const at = bars.tradeDate.indexOf(got.tradeDate[i]);
      return at === -1 || bars.close[at] !== got.close[i] || bars.volume[at] !== got.volume[i];
    });
    return [got.tradeDate.length, wrong.length];
  };
  return {
    ...downloads,
    hosts,
    update: (sources = ['eastmoney'], symbols = SYMBOLS) =>
      updateBars(dependencies, { symbols, sources, ...SPAN }, makeContext()),
    resume: ({ download }) => resumeDownload(dependencies, { download }, makeContext()),
    stored: () => Object.fromEntries(SYMBOLS.map((symbol) => [symbol, countWrong(symbol)])),
  };
}

const ALL = Object.fromEntries(SYMBOLS.map((symbol) => [symbol, [BARS, 0]]));
const WITHOUT_SECOND = { ...ALL, '000001.SZ': [0, 0] };

/** The body of the second symbol's bars, altered. */
const spoilSecond =
  (alter: (body: string) => string): Fault =>
  (response, body, request) => {
    if (!isBars(request.path) || !isAbout('000001.SZ', request)) return false;
    response.end(alter(body));
    return true;
  };

const alterRows = (body: string, alter: (rows: string[]) => string[]): string => {
  const reply = JSON.parse(body) as { data: { klines: string[] } };
  return JSON.stringify({ ...reply, data: { ...reply.data, klines: alter(reply.data.klines) } });
};
const alterCell = (rows: string[], row: number, cell: number, value: string): string[] =>
  rows.map((line, i) => (i === row ? line.split(',').with(cell, value).join(',') : line));

describe('a source that shuts us out', () => {
  const drop: Fault = (response, _body, request) => {
    if (!isBars(request.path)) return false;
    response.destroy();
    return true;
  };

  it('is asked once, then left alone; the download ends as limited and goes on after the pause', async () => {
    const { hosts, update, resume, store, stored, dependencies, events } = await openScene({
      pauseMinutes: 10,
    });
    hosts.setFault(drop);
    const outcome = await update();
    expect(outcome.state).toBe('limited');
    expect(outcome.symbols.map(({ error }) => error?.code)).toEqual(
      SYMBOLS.map(() => 'SOURCE_RATE_LIMITED'),
    );
    expect(hosts.requests.filter(({ path }) => isBars(path)).length).toBeLessThanOrEqual(2);
    expect(dependencies.desk.list().find(({ name }) => name === 'eastmoney')).toMatchObject({
      state: 'paused',
      lastError: { code: 'SOURCE_UNREACHABLE' },
    });
    expect(events).toContainEqual({ type: 'event', name: 'sources.changed', payload: {} });
    expect(store.downloads.symbols(outcome.download).map(({ state }) => state)).toEqual(
      SYMBOLS.map(() => 'waiting'),
    );

    hosts.setFault(null);
    const asked = hosts.requests.length;
    expect((await resume(outcome)).state).toBe('limited');
    expect(hosts.requests.slice(asked).filter(({ path }) => isBars(path))).toEqual([]);

    dependencies.desk.release('eastmoney');
    expect((await resume(outcome)).state).toBe('done');
    expect(stored()).toEqual(ALL);
  });

  it('hands over to the next source in the order of the user', async () => {
    const { hosts, update, stored } = await openScene({ pauseMinutes: 10 });
    hosts.setFault(drop);
    const outcome = await update(['eastmoney', 'tencent']);
    expect(outcome.state).toBe('done');
    expect(outcome.symbols.map(({ source }) => source)).toEqual(SYMBOLS.map(() => 'tencent'));
    expect(stored()).toEqual(ALL);
  });

  it.each([403, 429])('with status %i is left alone too', async (status) => {
    const { hosts, update, dependencies } = await openScene({ pauseMinutes: 10 });
    hosts.setFault((response) => {
      response.writeHead(status).end('no');
      return true;
    });
    expect((await update()).state).toBe('limited');
    expect(dependencies.desk.isPaused('eastmoney')).toBe(true);
  });

  it('by empty replies counts as shut after three in a row, and nothing is taken for "no data"', async () => {
    const { hosts, update, resume, stored, dependencies } = await openScene({ pauseMinutes: 10 });
    hosts.setFault((response, _body, request) => {
      if (!isBars(request.path)) return false;
      response.end(JSON.stringify({ rc: 0, data: { code: '', dktotal: 0, klines: [] } }));
      return true;
    });
    const outcome = await update();
    expect(outcome.state).toBe('incomplete');
    expect(outcome.symbols.map(({ error }) => error?.code)).toEqual(
      SYMBOLS.map(() => 'SOURCE_BAD_DATA'),
    );
    expect(dependencies.desk.isPaused('eastmoney')).toBe(true);
    hosts.setFault(null);
    dependencies.desk.release('eastmoney');
    expect((await resume(outcome)).state).toBe('done');
    expect(stored()).toEqual(ALL);
  });
});

describe('one bad reply fails its symbol only, stores nothing of it, and is mended by going on', () => {
  const faults: Record<string, (body: string) => string> = {
    'half a page': (body) => body.slice(0, body.length / 2),
    'garbage in place of JSON': () => '<html>502 Bad Gateway</html>',
    'a whole row cut short': (body) =>
      alterRows(body, (rows) => rows.with(5, rows[5].slice(0, 20))),
    'another symbol': (body) => body.replace('"code":"000001"', '"code":"600519"'),
    'negative prices': (body) =>
      alterRows(body, (rows) => rows.map((line) => line.replaceAll(/,(\d+\.\d\d)/g, ',-$1'))),
    'volumes of every day off by 50': (body) =>
      alterRows(body, (rows) =>
        rows.map((line) => {
          const cells = line.split(',');
          return cells.with(5, String(Number(cells[5]) * 50)).join(',');
        }),
      ),
    'dates outside of the span': (body) =>
      alterRows(body, (rows) => rows.map((line) => line.replace('2024', '2010'))),
    'prices that are text': (body) =>
      alterRows(body, (rows) => rows.map((_, i) => alterCell(rows, i, 2, '-')[i])),
  };

  it.each(Object.entries(faults))('%s', async (_name, alter) => {
    const { hosts, update, resume, stored } = await openScene();
    hosts.setFault(spoilSecond(alter));
    const outcome = await update();
    expect(outcome.state).toBe('incomplete');
    expect(outcome.symbols.map(({ error }) => error?.code ?? null)).toEqual([
      null,
      'SOURCE_BAD_DATA',
      null,
    ]);
    expect(stored()).toEqual(WITHOUT_SECOND);

    hosts.setFault(null);
    expect((await resume(outcome)).state).toBe('done');
    expect(stored()).toEqual(ALL);
  });

  it('volumes off by exactly 100 are put right, and it is said so', async () => {
    const { hosts, update, stored, store } = await openScene();
    hosts.setFault(
      spoilSecond((body) =>
        alterRows(body, (rows) =>
          rows.map((line) => {
            const cells = line.split(',');
            return cells.with(5, String(Number(cells[5]) * 100)).join(',');
          }),
        ),
      ),
    );
    expect((await update()).state).toBe('done');
    expect(stored()).toEqual(ALL);
    expect(store.findings.list({ symbol: '000001.SZ' })).toMatchObject([{ kind: 'unit' }]);
  });

  const oddRows: Record<string, (rows: string[]) => string[]> = {
    'a negative price': (rows) => alterCell(rows, 3, 4, '-9.70'),
    'a price that is text': (rows) => alterCell(rows, 3, 2, 'NaN'),
    'a high below the close': (rows) => alterCell(rows, 3, 3, '9.00'),
    'a day that was not asked for': (rows) => alterCell(rows, 3, 0, '2010-01-04'),
    'money of another size': (rows) => alterCell(rows, 3, 6, '1234.00'),
  };

  it.each(Object.entries(oddRows))(
    '%s in one row sets that row aside, for all to see, until the source has mended it',
    async (_name, alter) => {
      const { hosts, update, stored, store, dependencies } = await openScene();
      hosts.setFault(spoilSecond((body) => alterRows(body, alter)));
      const outcome = await update();
      expect(outcome).toMatchObject({ state: 'done', symbols: [{}, { quarantined: 1 }, {}] });
      expect(stored()).toEqual({ ...ALL, '000001.SZ': [BARS - 1, 0] });
      expect(store.quarantine.list('000001.SZ')).toMatchObject([{ source: 'eastmoney' }]);
      const open = () => store.findings.list({ symbol: '000001.SZ' }).map(({ kind }) => kind);
      expect(open()).toContain('badBar');

      hosts.setFault(null);
      const request = { symbols: SYMBOLS, sources: ['eastmoney' as const], ...SPAN };
      await updateBars(dependencies, { ...request, mode: 'full' }, makeContext());
      expect(stored()).toEqual(ALL);
      expect(open()).not.toContain('badBar');
      expect(store.quarantine.list('000001.SZ')).toHaveLength(1);
    },
  );

  it('a bad row never takes the place of a stored bar', async () => {
    const { hosts, update, stored, dependencies } = await openScene();
    await update();
    hosts.setFault(
      spoilSecond((body) => alterRows(body, (rows) => alterCell(rows, 3, 4, '-9.70'))),
    );
    const request = { symbols: SYMBOLS, sources: ['eastmoney' as const], ...SPAN };
    await updateBars(dependencies, { ...request, mode: 'full' }, makeContext());
    expect(stored()).toEqual(ALL);
  });

  it('a day that is there twice is never stored twice, nor is the wrong one of two', async () => {
    const { hosts, update, stored } = await openScene();
    hosts.setFault(
      spoilSecond((body) =>
        alterRows(body, (rows) => [
          ...rows.slice(0, 9),
          rows[8].replace(',1', ',2'),
          ...rows.slice(9),
        ]),
      ),
    );
    await update();
    expect(stored()['000001.SZ'][1]).toBe(0);
    hosts.setFault(null);
    expect((await update()).state).toBe('done');
    expect(stored()['600519.SH']).toEqual([BARS, 0]);
  });
});

describe('a server in trouble', () => {
  it('that answers 500 fails the symbol after a second try, and the rest goes on', async () => {
    const { hosts, update, resume, stored } = await openScene();
    hosts.setFault((response, _body, request) => {
      if (!isBars(request.path) || !isAbout('000001.SZ', request)) return false;
      response.writeHead(500).end('Internal Server Error');
      return true;
    });
    const outcome = await update();
    expect(outcome.symbols[1].error).toMatchObject({
      code: 'SOURCE_UNREACHABLE',
      details: { status: 500 },
    });
    expect(stored()).toEqual(WITHOUT_SECOND);
    hosts.setFault(null);
    expect((await resume(outcome)).state).toBe('done');
    expect(stored()).toEqual(ALL);
  });

  it('that takes too long is given up, and the next source is asked', async () => {
    const { hosts, update, stored } = await openScene({ requestTimeoutMs: 1000 });
    hosts.setFault(
      (_response, _body, request) => isBars(request.path) && isAbout('000001.SZ', request),
    );
    const outcome = await update(['eastmoney', 'tencent']);
    expect(outcome.state).toBe('done');
    expect(outcome.symbols.map(({ source }) => source)).toEqual([
      'eastmoney',
      'tencent',
      'eastmoney',
    ]);
    expect(stored()).toEqual(ALL);
  });

  it('that is not there at all ends the download as incomplete, to be resumed', async () => {
    const { hosts, update, resume, stored, store } = await openScene();
    store.settings.change({ eastmoneyUrl: 'http://127.0.0.1:9' });
    const outcome = await update();
    expect(outcome.state).toBe('incomplete');
    expect(outcome.symbols.map(({ error }) => error?.code)).toEqual(
      SYMBOLS.map(() => 'SOURCE_UNREACHABLE'),
    );
    store.settings.change({ eastmoneyUrl: hosts.url });
    expect((await resume(outcome)).state).toBe('done');
    expect(stored()).toEqual(ALL);
  });

  it('of factors fails the symbol: bars without them would be adjusted wrongly', async () => {
    const { hosts, update, resume, stored } = await openScene();
    hosts.setFault((response, _body, request) => {
      if (!request.path.endsWith('hfq.js') || !isAbout('000001.SZ', request)) return false;
      response.end('var nothing');
      return true;
    });
    const outcome = await update();
    expect(outcome.symbols[1].error?.code).toBe('SOURCE_BAD_DATA');
    expect(stored()).toEqual(WITHOUT_SECOND);
    hosts.setFault(null);
    expect((await resume(outcome)).state).toBe('done');
    expect(stored()).toEqual(ALL);
  });
});

describe('a correction by the source', () => {
  it('replaces the bar, keeps the old figures and shows a finding', async () => {
    const { hosts, update, store, dependencies } = await openScene();
    const request = {
      symbols: ['600519.SH'],
      sources: ['eastmoney' as const],
      mode: 'tail' as const,
    };
    await updateBars(dependencies, { ...request, to: '2024-02-20' }, makeContext());
    const { bars } = hosts.shares.get('sh600519') ?? makeShare(0);
    const at = bars.tradeDate.indexOf(20240219);
    const before = bars.close[at];
    bars.close[at] = bars.open[at] = Math.round((before + 0.05) * 100) / 100;
    expect(await update(['eastmoney'], ['600519.SH'])).toMatchObject({ symbols: [{ changed: 1 }] });
    expect(store.corrections.list('600519.SH')).toMatchObject([
      {
        tradeDate: 20240219,
        old: [
          before,
          expect.any(Number),
          expect.any(Number),
          before,
          expect.any(Number),
          expect.any(Number),
        ],
      },
    ]);
    expect(store.findings.list({ symbol: '600519.SH' })).toContainEqual(
      expect.objectContaining({ kind: 'correction', tradeDate: 20240219 }),
    );
  });
});

describeWithShared('the reference files of edge cases', () => {
  const rowsOf = (file: string): string[] => {
    const [header, ...lines] = readShared('data', 'edge_cases', file).trim().split(/\r?\n/);
    const names = header.split(',').map((name) => name.replace(/^\uFEFF/, ''));
    const index = (...spellings: string[]): number =>
      names.findIndex((name) => spellings.includes(name.toLowerCase()));
    const order = [
      index('date', '日期', 'datetime', 'timestamps'),
      index('open', '开盘'),
      index('close', '收盘'),
      index('high', '最高'),
      index('low', '最低'),
      index('volume', '成交量'),
      index('amount', '成交额'),
    ];
    return lines.map((line) => {
      const cells = line.split(',');
      return order.map((i) => (i === -1 ? '1' : cells[i].slice(0, 20))).join(',');
    });
  };

  it.each(['600519_qfq_negative_prices.csv', '000858_wrong_secid_is_an_index.csv'])(
    '%s, served as bars of a share, is refused',
    async (file) => {
      const { hosts, store, dependencies } = await openScene();
      hosts.setFault((response, _body, { path, query }) => {
        if (!isBars(path)) return false;
        const code = query.get('secid')?.split('.')[1];
        response.end(JSON.stringify({ rc: 0, data: { code, dktotal: 9, klines: rowsOf(file) } }));
        return true;
      });
      const request = {
        symbols: ['600519.SH'],
        sources: ['eastmoney' as const],
        mode: 'tail' as const,
      };
      const outcome = await updateBars(dependencies, request, makeContext());
      expect(outcome.symbols).toMatchObject([{ added: 0, error: { code: 'SOURCE_BAD_DATA' } }]);
      expect(store.bars.stats()).toEqual([]);
      expect(listDownloads(store)).toMatchObject([{ state: 'incomplete', failed: 1 }]);
    },
  );
});
