import type { RuleName, RuleRow } from '#shared/rules.ts';
import { zhSource } from './ruleSources.ts';

type Terms = RuleRow['terms'];
type Term = Terms[string] | undefined;

const zhNames: Record<RuleName, string> = {
  sessions: '交易时间',
  settlement: '交收',
  ticks: '最小价位',
  lots: '每手股数',
  priceLimits: '涨跌幅限制',
  newListings: '新股首日',
  stampDuty: '印花税',
  transferFee: '过户费',
  dividendTax: '红利税',
};
const enNames: Record<RuleName, string> = {
  sessions: 'Hours',
  settlement: 'Settlement',
  ticks: 'Tick',
  lots: 'Lot',
  priceLimits: 'Price limit',
  newListings: 'First days',
  stampDuty: 'Stamp duty',
  transferFee: 'Transfer fee',
  dividendTax: 'Dividend tax',
};

const percent = (ratio: Term): string => `${Number((Number(ratio) * 100).toPrecision(6))}%`;
const tick = ({ unitsPerYuan }: Terms): number => 1 / Number(unitsPerYuan);
const bound = (sign: string, value: Term, none: string): string =>
  value === null ? none : `${sign}${String(value)}%`;

/** What a row of each rule says, with figures. */
const zhTerms: Record<RuleName, (terms: Terms) => string> = {
  sessions: ({ parts }) => String(parts),
  settlement: ({ days }) => (days === 0 ? '当日买入当日可卖（T+0）' : '次一交易日起可卖（T+1）'),
  ticks: (terms) => `${tick(terms)} 元`,
  lots: ({ min, step }) => `最少 ${String(min)}，每次增加 ${String(step)}`,
  priceLimits: (terms) =>
    `±${String(terms.percent)}%${terms.st === undefined ? '' : terms.st ? '（ST）' : '（非 ST）'}`,
  newListings: ({ days, up, down }) =>
    `前 ${String(days)} 个交易日：${up === null && down === null ? '无涨跌幅限制' : `${bound('+', up, '不限')} / ${bound('−', down, '不限')}`}`,
  stampDuty: ({ rate }) => `卖出 ${percent(rate)}`,
  transferFee: ({ rate }) => `双向 ${percent(rate)}`,
  dividendTax: ({ upToMonth, upToYear, beyond }) =>
    `持有至一个月 ${percent(upToMonth)}，至一年 ${percent(upToYear)}，更久 ${percent(beyond)}`,
};
const enTerms: typeof zhTerms = {
  sessions: ({ parts }) => String(parts),
  settlement: ({ days }) =>
    days === 0 ? 'sold on the same day (T+0)' : 'sold from the next trading day on (T+1)',
  ticks: (terms) => `${tick(terms)} yuan`,
  lots: ({ min, step }) => `at least ${String(min)}, in steps of ${String(step)}`,
  priceLimits: (terms) =>
    `±${String(terms.percent)}%${terms.st === undefined ? '' : terms.st ? ' (ST)' : ' (not ST)'}`,
  newListings: ({ days, up, down }) =>
    `trading days 1 to ${String(days)}: ${up === null && down === null ? 'no limit' : `${bound('+', up, 'none')} / ${bound('−', down, 'none')}`}`,
  stampDuty: ({ rate }) => `${percent(rate)} of sells`,
  transferFee: ({ rate }) => `${percent(rate)} of both sides`,
  dividendTax: ({ upToMonth, upToYear, beyond }) =>
    `${percent(upToMonth)} when held up to a month, ${percent(upToYear)} up to a year, ${percent(beyond)} beyond`,
};

export const zhRules = {
  names: zhNames,
  terms: zhTerms,
  sourceOf: zhSource,
  label: '交易规则',
  columns: {
    rule: '规则',
    from: '生效日',
    boards: '板块',
    terms: '内容',
    verified: '核对',
    source: '依据',
  },
  isVerified: '已核对',
  isNotVerified: '未核对',
  verifiedHint: '已核对：两个独立来源一致。',
  startingWith: (prefixes: string) => `代码以 ${prefixes} 开头`,
};

export const enRules: typeof zhRules = {
  names: enNames,
  terms: enTerms,
  sourceOf: (source) => source,
  label: 'Exchange rules',
  columns: {
    rule: 'Rule',
    from: 'From',
    boards: 'Boards',
    terms: 'What holds',
    verified: 'Verified',
    source: 'Source',
  },
  isVerified: 'Yes',
  isNotVerified: 'No',
  verifiedHint: 'Verified: two independent sources agree.',
  startingWith: (prefixes) => `codes ${prefixes}…`,
};
