import { describe, expect, it } from 'vitest';
import type { TextRequest } from '#main/download/client.ts';
import { createSource, SOURCES } from '#main/download/registry.ts';
import type { Source } from '#main/download/source.ts';
import { CAPABILITIES, NETWORK_SOURCES } from '#shared/domain.ts';
import type { Capability, NetworkSource } from '#shared/domain.ts';
import { AppError } from '#shared/errors.ts';

const METHODS: Partial<Record<Capability, keyof Source>> = {
  daily: 'readBars',
  minute: 'readMinutes',
  spot: 'readSpot',
  facts: 'readFacts',
  calendar: 'readCalendar',
  dividends: 'readDividends',
  factors: 'readFactors',
  instruments: 'readInstruments',
  members: 'readMembers',
  sectors: 'readSectors',
  valueRatios: 'readValueRatios',
};
const SYMBOLS: Partial<Record<Capability, string>> = {
  daily: '600519.SH',
  index: '000300.SH',
  etf: '510300.SH',
  hk: '00700.HK',
  us: 'AAPL.US',
};
const unsent = new AbortController().signal;

function recording(name: NetworkSource): { source: Source; asked: TextRequest[] } {
  const asked: TextRequest[] = [];
  const source = createSource(name, {
    aktoolsUrl: 'http://127.0.0.1:8080',
    baseUrls: { eastmoney: null, tencent: null, sina: 'http://127.0.0.1:9/base' },
    fetchText: (request) => {
      asked.push(request);
      return Promise.reject(new AppError('SOURCE_UNREACHABLE', 'not now', request.details));
    },
  });
  return { source, asked };
}

describe.each(NETWORK_SOURCES)('%s', (name) => {
  const spec = SOURCES[name];

  it('has the methods of what it serves, and no others', () => {
    const { source } = recording(name);
    for (const [capability, method] of Object.entries(METHODS)) {
      const serves = spec.serves.some((one) => one === capability);
      expect([capability, source[method] !== undefined]).toEqual([capability, serves]);
    }
    expect(spec.minutePeriods.length > 0).toBe(spec.serves.includes('minute'));
  });

  it.each(Object.entries(SYMBOLS))(
    'asks for bars of %s (%s) only where it serves them',
    async (capability, symbol) => {
      const { source, asked } = recording(name);
      const serves = spec.serves.some((one) => one === capability);
      await expect(
        source.readBars({ symbol, from: 20240101, to: 20240131 }, unsent),
      ).rejects.toMatchObject({ code: serves ? 'SOURCE_UNREACHABLE' : 'INVALID_INPUT' });
      expect(asked).toHaveLength(serves ? 1 : 0);
    },
  );

  it('asks only the hosts that it names', async () => {
    const { source, asked } = recording(name);
    const questions: (Promise<unknown> | undefined)[] = [
      source.readBars({ symbol: '600519.SH', from: 20100101, to: 20240131 }, unsent),
      source.readMinutes?.({ symbol: '600519.SH', period: 1 }, unsent),
      source.readMinutes?.({ symbol: '600519.SH', period: 5 }, unsent),
      source.readFactors?.('600519.SH', unsent),
      source.readFacts?.('600519.SH', unsent),
      source.readSpot?.(['600519.SH'], unsent),
      source.readCalendar?.(unsent),
      source.readInstruments?.('shares', unsent),
      source.readMembers?.('000300.SH', unsent),
      source.readSectors?.(unsent),
      source.readSectorMembers?.('BK1277', unsent),
      source.readDividends?.('600519.SH', unsent),
      source.readValueRatios?.('600519.SH', unsent),
    ];
    await Promise.allSettled(questions.filter((question) => question !== undefined));
    expect(asked.length).toBeGreaterThan(1);
    expect(asked.filter(({ host }) => !spec.manners.hosts.includes(host))).toEqual([]);
    expect(asked.every(({ details }) => typeof details.upstream === 'string')).toBe(true);
  });

  it('serves known capabilities, each once', () => {
    expect(spec.serves.every((one) => CAPABILITIES.includes(one))).toBe(true);
    expect(new Set(spec.serves).size).toBe(spec.serves.length);
  });
});

describe('addresses', () => {
  it('are the public hosts, or the base address with the host as a folder', async () => {
    for (const [name, start] of [
      ['tencent', 'https://proxy.finance.qq.com/'],
      ['sina', 'http://127.0.0.1:9/base/finance.sina.com.cn/'],
    ] as const) {
      const { source, asked } = recording(name);
      const request = { symbol: '600519.SH', from: 20240101, to: 20240131 };
      await expect(source.readBars(request, unsent)).rejects.toThrow('not now');
      expect(asked[0].url.href.slice(0, start.length)).toBe(start);
    }
  });
});
