import { describe, expect, it } from 'vitest';
import { readFactors } from '#main/jobs/data/readFactors.ts';
import { AppError } from '#shared/errors.ts';
import { rejectionOf } from '#tests/fixtures/failureOf.ts';
import { scriptedSource } from '#tests/fixtures/scriptedDesk.ts';

const free = new AbortController().signal;
const FACTORS = [{ tradeDate: 19000101, factor: 1 }];
const shut = () => Promise.reject(new AppError('SOURCE_RATE_LIMITED', 'paused'));
const broken = () => Promise.reject(new AppError('SOURCE_BAD_DATA', 'cut off'));
const good = () => Promise.resolve(FACTORS);
const request = (symbol = '600519.SH', known: string | null = null) => ({
  symbol,
  known,
  readBars: () => ({
    tradeDate: Int32Array.of(20240102, 20240103, 20240104),
    close: Float64Array.of(10, 9.5, 9.6),
  }),
});

describe('reading factors', () => {
  it('asks first whose factors are stored', async () => {
    const sources = [
      scriptedSource('aktools', { readFactors: good }),
      scriptedSource('sina', { readFactors: good }),
    ];
    expect((await readFactors(sources, request(), free))?.source).toBe('aktools');
    expect((await readFactors(sources, request('600519.SH', 'sina'), free))?.source).toBe('sina');
  });

  it('computes them from dividends when nobody who keeps factors can be asked', async () => {
    const dividends = [{ exDate: 20240103, cash: 0.5, bonus: 0, transfer: 0 }];
    const sources = [
      scriptedSource('sina', { readFactors: shut }),
      scriptedSource('eastmoney', { readDividends: () => Promise.resolve(dividends) }),
    ];
    expect(await readFactors(sources, request(), free)).toEqual({
      source: 'eastmoney',
      value: [{ tradeDate: 20240103, factor: 10 / 9.5 }],
    });
  });

  it('fails with the limit when dividends cannot be had either', async () => {
    const sources = [scriptedSource('sina', { readFactors: shut })];
    const error = await rejectionOf(readFactors(sources, request(), free));
    expect(error).toMatchObject({ code: 'SOURCE_RATE_LIMITED', details: { isShut: true } });
  });

  it('fails for a share whose factors are broken, and lets a fund go without', async () => {
    const sources = [scriptedSource('sina', { readFactors: broken })];
    const share = await rejectionOf(readFactors(sources, request(), free));
    expect(share.code).toBe('SOURCE_BAD_DATA');
    expect(await readFactors(sources, request('510300.SH'), free)).toBeNull();
  });

  it.each(['000300.SH', '00700.HK', 'AAPL.US'])('asks nobody for %s', async (symbol) => {
    expect(await readFactors([], request(symbol), free)).toBeNull();
  });
});
