import { describe, expect, it } from 'vitest';
import { createAktools } from '#main/download/sources/aktools.ts';
import { updateBars, updateFrom } from '#main/jobs/updateBars.ts';
import { makeInstrument } from '#tests/fixtures/bars.ts';
import { makeContext } from '#tests/fixtures/context.ts';
import { FACTORS, json, shareRow, startFakeSource } from '#tests/fixtures/fakeSource.ts';
import type { Answer } from '#tests/fixtures/fakeSource.ts';
import { makeStore } from '#tests/fixtures/store.ts';

const SPAN = { from: '2024-01-01', to: '2024-01-31' };
const bySymbol =
  (answers: Record<string, Answer>): Answer =>
  (response, query) =>
    (answers[query.get('symbol') ?? ''] ?? json([]))(response, query);
const rows = (symbol: string) => json([shareRow('2024-01-02', { 股票代码: symbol })]);
const close: Answer = (response) => response.destroy();

const GOOD = {
  stock_zh_a_hist: bySymbol({ '600519': rows('600519'), '000001': rows('000001') }),
  stock_zh_a_daily: json(FACTORS),
};

async function openSource(answers: Record<string, Answer>) {
  const { url, requests } = await startFakeSource(answers);
  const source = createAktools({ url, spacingMs: 0, backOffMs: 1, attempts: 2 });
  return { url, source, requests };
}

describe('updateFrom', () => {
  it('reports each symbol and how far it is', async () => {
    const { source } = await openSource(GOOD);
    const context = makeContext();
    const input = { symbols: ['600519.SH', '000001.SZ', '600519.SH'], ...SPAN };
    const outcomes = await updateFrom(source, makeStore(), input, context);
    expect(outcomes).toMatchObject([
      { symbol: '600519.SH', added: 1, from: '2024-01-02', to: '2024-01-02', error: null },
      { symbol: '000001.SZ', added: 1, error: null },
    ]);
    expect(context.progress.filter(({ step }) => step === 'download')).toMatchObject([
      { done: 0, total: 2, note: '600519.SH' },
      { done: 1, total: 2, note: '000001.SZ', data: { added: 1, failed: 0 } },
      { done: 2, total: 2, data: { added: 2, failed: 0 } },
    ]);
  });

  it('saves the bars of a company whose name it cannot learn', async () => {
    const { source } = await openSource({ ...GOOD, stock_individual_info_em: json('no', 500) });
    const store = makeStore();
    const context = makeContext();
    await updateFrom(source, store, { symbols: ['600519.SH'], ...SPAN }, context);
    expect(store.instruments.find('600519.SH')?.name).toBe('600519.SH');
    expect(context.progress.some(({ step }) => step === 'name')).toBe(true);
  });

  it('asks for a name once', async () => {
    const facts = [{ item: '股票简称', value: '贵州茅台' }];
    const { source, requests } = await openSource({
      ...GOOD,
      stock_individual_info_em: json(facts),
    });
    const store = makeStore();
    for (let i = 0; i < 3; i++) {
      await updateFrom(source, store, { symbols: ['600519.SH'], ...SPAN }, makeContext());
    }
    const asked = requests.filter(({ pathname }) => pathname.includes('individual_info'));
    expect(asked).toHaveLength(1);
    expect(store.instruments.find('600519.SH')?.name).toBe('贵州茅台');
  });

  it('keeps what was saved when the source goes away, and asks no further', async () => {
    const { source, requests } = await openSource({
      ...GOOD,
      stock_zh_a_hist: bySymbol({ '600519': rows('600519'), '000001': close }),
    });
    const store = makeStore();
    const symbols = ['600519.SH', '000001.SZ', '000002.SZ'];
    const outcomes = await updateFrom(source, store, { symbols, ...SPAN }, makeContext());
    expect(outcomes.map(({ symbol, error }) => [symbol, error?.code])).toEqual([
      ['600519.SH', undefined],
      ['000001.SZ', 'SOURCE_UNREACHABLE'],
      ['000002.SZ', 'SOURCE_UNREACHABLE'],
    ]);
    expect(store.bars.stats()).toHaveLength(1);
    expect(requests.some(({ search }) => search.includes('000002'))).toBe(false);
  });

  it('fails as a whole when the source is away from the start', async () => {
    const { source } = await openSource({ stock_zh_a_hist: close });
    await expect(
      updateFrom(source, makeStore(), { symbols: ['600519.SH'], ...SPAN }, makeContext()),
    ).rejects.toMatchObject({ code: 'SOURCE_UNREACHABLE' });
  });

  it('saves nothing of a symbol whose factors do not come', async () => {
    const { source } = await openSource({ ...GOOD, stock_zh_a_daily: json([]) });
    const store = makeStore();
    const input = { symbols: ['600519.SH'], ...SPAN };
    expect(await updateFrom(source, store, input, makeContext())).toMatchObject([
      { added: 0, error: { code: 'SOURCE_BAD_DATA' } },
    ]);
    expect(store.bars.stats()).toEqual([]);
  });

  it('ends as cancelled, with the symbols saved before', async () => {
    const context = makeContext();
    const { source } = await openSource({
      ...GOOD,
      stock_zh_a_hist: bySymbol({ '600519': rows('600519'), '000001': () => context.cancel() }),
    });
    const store = makeStore();
    await expect(
      updateFrom(source, store, { symbols: ['600519.SH', '000001.SZ'], ...SPAN }, context),
    ).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(store.bars.stats()).toHaveLength(1);
  });
});

describe('updateBars', () => {
  it('asks the address of the settings unless one is given', async () => {
    const { url } = await openSource(GOOD);
    const store = makeStore();
    store.settings.change({ aktoolsUrl: url });
    store.instruments.save({ ...makeInstrument('600519.SH'), name: '贵州茅台' });
    const input = { source: 'aktools' as const, symbols: ['600519.SH'], ...SPAN };
    expect(await updateBars(store, input, makeContext())).toMatchObject([{ added: 1 }]);
    await expect(
      updateBars(store, { ...input, url: 'nonsense' }, makeContext()),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});
