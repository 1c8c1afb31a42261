import type { Language } from './language.ts';

/** Signs as they are printed; the engine writes plain ASCII. */
const SIGNS: [RegExp, string][] = [
  [/>=/g, '≥'],
  [/<=/g, '≤'],
  [/(?<![\w)])-(?=\d)/g, '\u2212'],
];

/** English keys of the engine's reasons → Chinese, longer ones first. */
const ZH_TERMS: [RegExp, string][] = [
  [/^resting at gain (\S+)$/, '日内挂单，浮盈 $1 触发'],
  [/^resting at (\S+) from peak$/, '日内挂单，距最高点 $1 触发'],
  [/^buy and hold$/, '买入持有'],
  [/\brisk control: /, '风控：'],
  [/\bdrawdown (\S+), limit (\S+)(?=,)/, '回撤 $1，限度 $2'],
  [/\bvolatility (\S+), limit (\S+)(?=,)/, '波动 $1，限度 $2'],
  [/, at most (\S+) held\b/, '，最多持有 $1'],
  [/, at least (\S+)(?= ≥)/, '，下端 $1'],
  [/\bfrom peak\b/, '距最高点'],
  [/\bprobability\b/, '概率'],
  [/\bgain\b/, '浮盈'],
];

const replaceAll = (text: string, table: [RegExp, string][]): string =>
  table.reduce((now, [pattern, word]) => now.replace(pattern, word), text);

/** A marker's reason in the reader's language; figures are kept, unknown words stay as they are. */
export function explainReason(reason: string, language: Language): string {
  const printed = replaceAll(reason, SIGNS);
  return language === 'en' ? printed : replaceAll(printed, ZH_TERMS);
}
