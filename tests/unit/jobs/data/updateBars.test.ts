import { describe, expect, it } from 'vitest';
import { updateBars } from '#main/jobs/data/updateBars.ts';
import type { Input } from '#shared/contract.ts';
import { makeContext } from '#tests/fixtures/context.ts';
import { makeDownloads, until } from '#tests/fixtures/downloads.ts';
import type { DownloadOptions } from '#tests/fixtures/downloads.ts';
import { rejectionOf } from '#tests/fixtures/failureOf.ts';
import { isAbout, makeShare, startFakeHosts } from '#tests/fixtures/fakeHosts.ts';

const SYMBOLS = ['600519.SH', '000001.SZ'];

async function openScene(options: DownloadOptions = {}) {
  const shares = SYMBOLS.map((symbol) => [symbol, makeShare(60)] as const);
  const hosts = await startFakeHosts(Object.fromEntries(shares));
  const downloads = makeDownloads({ url: hosts.url, ...options });
  const context = makeContext();
  const update = (more: Partial<Input<'bars.update'>> = {}) =>
    updateBars(
      downloads.dependencies,
      {
        symbols: SYMBOLS,
        sources: ['eastmoney'],
        from: '2024-01-02',
        to: '2024-02-29',
        mode: 'tail',
        ...more,
      },
      context,
    );
  const asked = (path: string) => hosts.requests.filter((request) => request.path.includes(path));
  return { ...downloads, hosts, context, update, asked };
}

describe('updateBars', () => {
  it('reports each symbol, how far it is, how fast, and which download it is', async () => {
    const { update, context } = await openScene();
    const { download, state, symbols } = await update({ symbols: [...SYMBOLS, SYMBOLS[0]] });
    expect(state).toBe('done');
    expect(symbols).toMatchObject([
      { symbol: '600519.SH', source: 'eastmoney', added: 43, changed: 0, error: null },
      { symbol: '000001.SZ', from: '2024-01-02', to: '2024-02-29', quarantined: 0 },
    ]);
    const steps = context.progress.filter(({ step }) => step === 'download');
    expect(steps[0]).toMatchObject({ done: 0, total: 2, note: '600519.SH', data: { download } });
    expect(steps.at(-1)).toMatchObject({
      done: 2,
      total: 2,
      data: { added: 86, failed: 0, source: 'eastmoney', secondsLeft: 0 },
    });
    expect(steps.at(-1)?.data?.barsPerSecond).toBeGreaterThan(0);
  });

  it('tells the windows what has changed', async () => {
    const { update, events } = await openScene();
    const { download } = await update();
    expect(events).toContainEqual(
      expect.objectContaining({ name: 'downloads.changed', payload: { download } }),
    );
    const told = events.flatMap((event) =>
      event.name === 'bars.changed' ? event.payload.symbols : [],
    );
    expect([...new Set(told)].sort()).toEqual([...SYMBOLS].sort());
  });

  it('asks only for what is missing, and the last five bars again', async () => {
    const { update, asked } = await openScene();
    await update({ to: '2024-02-15' });
    await update();
    const spans = asked('kline').map(({ query }) => [query.get('beg'), query.get('end')]);
    expect(spans.slice(2)).toEqual([
      ['20240209', '20240229'],
      ['20240209', '20240229'],
    ]);
  });

  it('stops asking a server that fails again and again, and leaves the rest waiting', async () => {
    const { update, asked, hosts, store } = await openScene({ pauseMinutes: 10 });
    hosts.setFault((response) => {
      response.writeHead(500).end();
      return true;
    });
    const symbols = Array.from({ length: 10 }, (_, i) => `60000${i}.SH`);
    const { state, download } = await update({ symbols });
    expect(state).toBe('limited');
    // Each question is tried twice, and two symbols are worked on side by side.
    expect(asked('kline').length).toBeLessThanOrEqual(8);
    const states = store.downloads.symbols(download).map((symbol) => symbol.state);
    expect(states.filter((each) => each === 'waiting').length).toBeGreaterThanOrEqual(6);
  });

  it('asks nobody when everything that is over is stored', async () => {
    const { update, hosts, store } = await openScene();
    await update();
    const before = [hosts.requests.length, store.bars.dataVersion(SYMBOLS)];
    expect(await update()).toMatchObject({
      state: 'done',
      symbols: [{ source: null, added: 0, error: null }, { added: 0 }],
    });
    expect([hosts.requests.length, store.bars.dataVersion(SYMBOLS)]).toEqual(before);
  });

  it('reads the whole span anew when it is asked to, and changes nothing by it', async () => {
    const { update, asked } = await openScene();
    await update();
    expect(await update({ mode: 'full' })).toMatchObject({
      symbols: [{ added: 0, changed: 0 }, {}],
    });
    expect(asked('kline').at(-1)?.query.get('beg')).toBe('20240102');
  });

  it('reads the days before the first stored bar when they are asked for', async () => {
    const { update, store } = await openScene();
    await update({ from: '2024-02-01' });
    await update({ from: '2024-01-02' });
    expect(store.bars.readSeries('600519.SH').tradeDate).toHaveLength(43);
  });

  it('never stores the bar of a session that is not over', async () => {
    const noon = Date.UTC(2024, 1, 21, 4);
    const { update, store } = await openScene({ now: () => noon });
    await update();
    expect(store.bars.lastDate('600519.SH')).toBe(20240220);
  });

  it('asks for a name once, and saves the bars of a company whose name it cannot learn', async () => {
    const { update, asked, store, hosts } = await openScene();
    hosts.setFault((response, _body, { path }) => {
      if (path !== '/api/qt/stock/get') return false;
      response.writeHead(404).end();
      return true;
    });
    await update({ to: '2024-02-01' });
    expect(store.instruments.find('600519.SH')?.name).toBe('600519.SH');
    hosts.setFault(null);
    await update({ to: '2024-02-15' });
    const count = asked('stock/get').length;
    await update();
    expect(store.instruments.find('600519.SH')).toMatchObject({
      name: 'Name 600519',
      listDate: 20100104,
    });
    expect(asked('stock/get')).toHaveLength(count);
  });

  it('ends within a second of a cancel, keeps what was saved and can be resumed', async () => {
    const { update, hosts, context, store } = await openScene();
    hosts.setFault((_response, _body, request) => isAbout('000001.SZ', request));
    const running = rejectionOf(update());
    await until(() => store.bars.lastDate('600519.SH') !== null);
    context.cancel();
    expect((await running).code).toBe('CANCELLED');
    expect(store.downloads.list()).toMatchObject([{ state: 'cancelled', done: 1, failed: 0 }]);
    expect(store.bars.stats()).toMatchObject([{ symbol: '600519.SH', count: 43 }]);
  });

  it('takes an index without asking anybody for factors', async () => {
    const { update, asked, hosts } = await openScene();
    hosts.shares.set('sh000300', makeShare(60));
    expect(await update({ symbols: ['000300.SH'] })).toMatchObject({ state: 'done' });
    expect(asked('hfq.js')).toEqual([]);
  });

  it('refuses an address that is none before it begins', async () => {
    const { update, store } = await openScene();
    const { code } = await rejectionOf(update({ sources: ['aktools'], url: 'nonsense' }));
    expect([code, store.downloads.list()]).toEqual(['INVALID_INPUT', []]);
  });
});

describe('factors', () => {
  it('of another source replace the stored ones whole, and where they differ it is said', async () => {
    const { update, store, hosts } = await openScene();
    await update({ symbols: ['600519.SH'], to: '2024-02-15' });
    expect(store.instruments.factorSource('600519.SH')).toBe('sina');
    // The ex-date of the other source steps by 5%, not 2%.
    const bars = store.bars.readSeries('600519.SH');
    const instrument = store.instruments.find('600519.SH');
    expect(instrument).not.toBeNull();
    if (!instrument) return;
    const factors = [
      { tradeDate: 19000101, factor: 1 },
      { tradeDate: bars.tradeDate[30], factor: 1.05 },
    ];
    store.bars.save({ instrument, bars, factors, source: 'csv', factorSource: 'csv' });
    await update({ symbols: ['600519.SH'], mode: 'full' });
    expect(store.instruments.factorSource('600519.SH')).toBe('sina');
    expect(store.bars.readFactors('600519.SH').map(({ factor }) => factor)).toEqual([1.02]);
    expect(store.findings.list({ symbol: '600519.SH' }).map(({ kind }) => kind)).toContain(
      'factorMismatch',
    );
    expect(hosts.requests.some(({ path }) => path.endsWith('hfq.js'))).toBe(true);
  });
});
