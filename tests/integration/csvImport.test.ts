import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { importPaths } from '#main/jobs/data/importBars.ts';
import { listInstruments } from '#main/jobs/data/listInstruments.ts';
import { makeContext } from '#tests/fixtures/context.ts';
import { describeWithShared, sharedPath } from '#tests/fixtures/shared.ts';
import { makeStore } from '#tests/fixtures/store.ts';

const importFrom = (...parts: string[]) => {
  const store = makeStore();
  const outcomes = importPaths(store, { paths: [sharedPath('data', ...parts)] }, makeContext());
  return { store, outcomes };
};

describeWithShared('import of real files', () => {
  it('takes the folder of daily bars, and passes over the one file that has none', async () => {
    const { store, outcomes } = importFrom('bars');
    const all = await outcomes;
    const files = readdirSync(sharedPath('data', 'bars'));
    expect(all).toHaveLength(files.length);
    expect(all.filter(({ error }) => error !== null)).toEqual([]);
    expect(all.filter(({ skipped }) => skipped !== null)).toMatchObject([{ file: 'meta.csv' }]);
    expect(store.bars.stats()).toHaveLength(files.length - 1);
    const jumps = (await listInstruments(store)).flatMap(({ symbol, findings }) =>
      findings.filter(({ kind }) => kind === 'jump').map(({ date }) => `${symbol} ${date}`),
    );
    // The one real jump: the day of its share reform, which had no price limit.
    expect(jumps).toEqual(['600519.SH 2006-05-25']);
  });

  it('keeps bars, factors and suspended days as they are in the file', async () => {
    const { store, outcomes } = importFrom('bars', 'sh600519.csv');
    expect(await outcomes).toMatchObject([{ symbol: '600519.SH', added: 5774, error: null }]);
    const series = store.bars.readSeries('600519.SH', 20010827, 20020725);
    expect(series).toMatchObject({ symbol: '600519.SH' });
    expect([series.open[0], series.high[0], series.low[0], series.close[0]]).toEqual([
      34.51, 37.78, 32.85, 35.55,
    ]);
    expect([series.volume[0], series.amount[0], series.factor[0]]).toEqual([
      40_631_800, 1_410_347_179, 1,
    ]);
    expect(series.factor.at(-2)).toBe(1);
    expect(series.factor.at(-1)).toBeGreaterThan(1.1);
    const suspended = importFrom('bars', 'sz002142.csv');
    await suspended.outcomes;
    const { volume, tradeDate } = suspended.store.bars.readSeries('002142.SZ');
    expect(volume[tradeDate.indexOf(20211124)]).toBe(0);
  });

  it('keeps value ratios of the days whose bars are kept', async () => {
    const { store, outcomes } = importFrom('bars', 'sz000001.csv');
    await outcomes;
    const { tradeDate, pe, pb, turn } = store.ratios.read('000001.SZ');
    const at = tradeDate.indexOf(20250407);
    expect([pe[at], pb[at]]).toEqual([4.6653, 0.4887]);
    expect(turn[at]).toBeCloseTo(0.013118, 12);
    expect(pe[tradeDate.indexOf(20180102)]).toBeNaN();
  });

  it('refuses adjusted series, and says so', async () => {
    for (const file of ['300750_qfq_additive.csv', '600519_qfq_additive.csv']) {
      const { store, outcomes } = importFrom('eastmoney_format', file);
      const [{ error }] = await outcomes;
      expect(error).toMatchObject({ code: 'SOURCE_BAD_DATA', details: { file, line: 2 } });
      expect(error?.message).toContain('adjusted');
      expect(store.bars.stats()).toEqual([]);
    }
  });

  it('refuses negative prices with their line, and an index under the name of a share', async () => {
    const { store, outcomes } = importFrom('edge_cases');
    expect(await outcomes).toMatchObject([
      {
        file: '000858_wrong_secid_is_an_index.csv',
        error: {
          code: 'SOURCE_BAD_DATA',
          details: { line: 2, problem: expect.stringContaining('index') as unknown },
        },
      },
      {
        file: '600519_qfq_negative_prices.csv',
        error: {
          code: 'SOURCE_BAD_DATA',
          details: { line: 2, problem: expect.stringContaining('not positive') as unknown },
        },
      },
    ]);
    expect(store.bars.stats()).toEqual([]);
  });

  it.each(['minute', 'hk_us'])('imports nothing from %s', async (folder) => {
    const { store, outcomes } = importFrom(folder);
    for (const { error, skipped } of await outcomes) expect(error ?? skipped).not.toBeNull();
    expect(store.bars.stats()).toEqual([]);
  });
});
