import type { Capability, MinutePeriod, NetworkSource, SourceName } from '#shared/domain.ts';
import { MINUTE_PERIODS } from '#shared/domain.ts';
import type { FetchText } from './client.ts';
import type { HostOptions } from './hostOptions.ts';
import type { Source } from './source.ts';
import { createAktools } from './sources/aktools.ts';
import { createEastmoney } from './sources/eastmoney.ts';
import { createSina } from './sources/sina.ts';
import { createTencent } from './sources/tencent.ts';

/** What a source's own pages print, before our parsers make shares and yuan of it. */
export interface SourceUnits {
  volume: '手' | 'shares' | 'either';
  amount: 'yuan' | '万元';
}

export interface SourceManners {
  /** Public hosts asked, each with its own queue; empty = nothing is asked over the network. */
  hosts: readonly string[];
  /** Between the starts of two requests to one host. */
  spacingMs: number;
  /** Up to this share of the spacing is added at random. */
  jitter: number;
}

export interface SourceSpec {
  name: SourceName;
  serves: readonly Capability[];
  minutePeriods: readonly MinutePeriod[];
  units: SourceUnits;
  manners: SourceManners;
  /** One English sentence: where the data comes from and what to know about it. */
  doc: string;
}

const POLITE = { spacingMs: 1000, jitter: 1 };
const NO_HOSTS: SourceManners = { hosts: [], spacingMs: 0, jitter: 0 };

/** Every source, with what it serves; `serves` and the methods of `Source` agree. */
export const SOURCES: Readonly<Record<SourceName, SourceSpec>> = {
  aktools: {
    name: 'aktools',
    serves: ['daily', 'minute', 'index', 'etf', 'facts', 'factors', 'calendar', 'members'],
    minutePeriods: MINUTE_PERIODS,
    units: { volume: '手', amount: 'yuan' },
    manners: {
      hosts: ['push2his.eastmoney.com', 'finance.sina.com.cn', 'oss-ch.csindex.com.cn'],
      ...POLITE,
    },
    doc: 'A local AKTools server (akshare): bars and minutes of EastMoney, factors and calendar of Sina, members from the publisher of the index.',
  },
  eastmoney: {
    name: 'eastmoney',
    serves: [
      'daily',
      'minute',
      'index',
      'etf',
      'hk',
      'us',
      'spot',
      'facts',
      'dividends',
      'instruments',
      'sectors',
      'valueRatios',
    ],
    minutePeriods: MINUTE_PERIODS,
    units: { volume: '手', amount: 'yuan' },
    manners: {
      hosts: ['push2his.eastmoney.com', 'push2.eastmoney.com', 'datacenter-web.eastmoney.com'],
      ...POLITE,
    },
    doc: 'Raw bars, minutes, lists, quotes, dividends and value ratios; shuts out addresses that ask fast.',
  },
  tencent: {
    name: 'tencent',
    serves: ['daily', 'index', 'etf', 'spot'],
    minutePeriods: [],
    units: { volume: 'either', amount: '万元' },
    manners: { hosts: ['proxy.finance.qq.com', 'web.ifzq.gtimg.cn', 'qt.gtimg.cn'], ...POLITE },
    doc: 'Raw daily bars in windows of two years, and quotes of fifty symbols at once; amounts to 100 yuan.',
  },
  sina: {
    name: 'sina',
    serves: ['daily', 'minute', 'index', 'etf', 'factors', 'calendar', 'members'],
    minutePeriods: MINUTE_PERIODS,
    units: { volume: 'shares', amount: 'yuan' },
    manners: {
      hosts: ['finance.sina.com.cn', 'quotes.sina.cn', 'vip.stock.finance.sina.com.cn'],
      ...POLITE,
    },
    doc: 'The whole raw history in one packed file, multiplicative factors, the trading calendar, members of indices.',
  },
  csv: {
    name: 'csv',
    serves: ['daily', 'minute', 'index', 'etf', 'factors'],
    minutePeriods: MINUTE_PERIODS,
    units: { volume: 'either', amount: 'yuan' },
    manners: NO_HOSTS,
    doc: 'Files: plain CSV, akshare’s Chinese columns, exports of 通达信 and 同花顺.',
  },
  simulated: {
    name: 'simulated',
    serves: ['daily', 'index', 'factors'],
    minutePeriods: [],
    units: { volume: 'shares', amount: 'yuan' },
    manners: NO_HOSTS,
    doc: 'A made-up market that needs no network.',
  },
};

export interface SourceSettings {
  /** Where AKTools listens. */
  aktoolsUrl: string;
  /** Per source that is asked directly: null = its public hosts, else `<base>/<host>/<path>` is asked. */
  baseUrls: Record<Exclude<NetworkSource, 'aktools'>, string | null>;
  /** Shared by all sources. */
  fetchText: FetchText;
  now?: () => number;
}

const DIRECT: Record<Exclude<NetworkSource, 'aktools'>, (options: HostOptions) => Source> = {
  eastmoney: createEastmoney,
  tencent: createTencent,
  sina: createSina,
};

/** Throws INVALID_INPUT for an address that is none. */
export function createSource(name: NetworkSource, settings: SourceSettings): Source {
  const { aktoolsUrl, baseUrls, fetchText, now } = settings;
  const shared = { fetchText, ...(now && { now }) };
  if (name === 'aktools') return createAktools({ url: aktoolsUrl, ...shared });
  return DIRECT[name]({ baseUrl: baseUrls[name], ...shared });
}
