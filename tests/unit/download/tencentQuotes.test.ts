import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { createTencent } from '#main/download/sources/tencent.ts';
import { parseSpot } from '#main/download/sources/tencentReplies.ts';
import { startFakeSource } from '#tests/fixtures/fakeSource.ts';

const unsent = new AbortController().signal;

/** A line as qt.gtimg.cn sends it: fields 0–49, most of them not read. */
function line(prefixed: string, changes: Record<number, string> = {}): string {
  const cells = Array.from({ length: 50 }, () => '');
  const known = {
    0: '1',
    1: '贵州茅台',
    2: prefixed.slice(2),
    3: '1443.99',
    4: '1460.86',
    5: '1460.00',
    6: '39364',
    30: '20250930161421',
    33: '1460.76',
    34: '1440.00',
    35: '1443.99/39364/5687474876',
    37: '568747',
  };
  Object.assign(cells, known, changes);
  return `v_${prefixed}="${cells.join('~')}";\n`;
}

describe('Tencent quotes', () => {
  it('come in GBK, many in one request', async () => {
    const text = line('sh600519') + line('sz000001', { 1: '平安银行' });
    const { url, requests } = await startFakeSource({
      'q=sh600519,sz000001,sh600999': (response) => response.end(iconv.encode(text, 'gbk')),
    });
    const source = createTencent({ baseUrl: url, spacingMs: 0 });
    const quotes = await source.readSpot(['600519.SH', '000001.SZ', '600999.SH'], unsent);
    expect(requests).toHaveLength(1);
    expect(quotes.map(({ name }) => name)).toEqual(['贵州茅台', '平安银行']);
    expect(quotes[0]).toEqual({
      symbol: '600519.SH',
      name: '贵州茅台',
      price: 1443.99,
      prevClose: 1460.86,
      open: 1460,
      high: 1460.76,
      low: 1440,
      volume: 3_936_400,
      amount: 5_687_474_876,
      time: 202509301614,
    });
  });

  it('count volume in shares where the money says so', () => {
    const shares = line('sh688981', { 6: '3936400', 3: '1443.99' });
    expect(parseSpot(shares, ['688981.SH'], {})[0].volume).toBe(3_936_400);
  });

  it('show no open before the first trade', () => {
    const quiet = line('sh600519', {
      3: '0.00',
      5: '0.00',
      6: '0',
      33: '0.00',
      34: '0.00',
      35: '0.00/0/0',
    });
    expect(parseSpot(quiet, ['600519.SH'], {})[0]).toMatchObject({
      price: 1460.86,
      open: null,
      high: null,
      low: null,
      volume: 0,
    });
  });

  it.each([
    ['another share under the name', line('sh600519', { 2: '000001' })],
    ['a word for the price', line('sh600519', { 3: 'x' })],
    ['half a line', line('sh600519').slice(0, 60)],
    ['nothing', ''],
  ])('are refused with %s', (_, text) => {
    expect(() => parseSpot(text, ['600519.SH'], {})).toThrow(
      expect.objectContaining({ code: 'SOURCE_BAD_DATA' }),
    );
  });
});
