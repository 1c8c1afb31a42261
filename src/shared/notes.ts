import type { Settings } from './contract.ts';
import { ZH_SELECTION_NOTES } from './selectionNotes.ts';
import { ZH_TOOLKIT_NOTES } from './toolkitNotes.ts';

/** English notes of the engine → Chinese; figures are carried over. */
const ZH_NOTES: [RegExp, string][] = [
  [/^Real highs and lows are used.*$/, '使用真实的最高价与最低价；原文把二者都设为收盘价。'],
  [
    /^The first bars, on which an indicator.*$/,
    '指标尚无数值的最初若干根日线被丢弃；原文用 0 填充。',
  ],
  [
    /^Scaling and SMOTE see the training part.*$/,
    '标准化与 SMOTE 只看每一折的训练部分；SMOTE 作用于完整窗口。',
  ],
  [/^The published window length is open.*$/, '原文没有给出窗口长度；这里使用参数中的输入长度。'],
  [
    /^Rules are off:.*$/,
    '交易规则已关闭：没有 T+1、涨跌停、整手、税费、分红送股、滑点、成交量上限和最低佣金，拆股会显示成亏损；仅供对照。',
  ],
  [
    /^Exits rest in the market within the day; on (\d+) days.*$/,
    '离场单在盘中挂单；有 $1 天同时触及止损与目标价，均按较差者成交。',
  ],
  [
    /^(\S+) has no bars after (\S+); it is valued at that close\.$/,
    '$1 在 $2 之后没有行情，按该日收盘价估值。',
  ],
  [
    /^Trained on the JavaScript backend;.*$/,
    '在 JavaScript 后端上训练；原生 TensorFlow 的结果会略有差别。',
  ],
  [
    /^Settings were chosen among (\d+) trials of (\S+), on validation folds.*$/,
    '参数选自 $2 的 $1 次试验，只看首个测试日之前的验证折；试验越多，最好的一次里运气越多。',
  ],
  [
    /^Settings were chosen among (\d+) trials of (\S+), which is not stored any more:.*$/,
    '参数选自 $2 的 $1 次试验，该次搜索已不在库中：它可能见过这里测试的日子。',
  ],
  [
    /^Settings were chosen among (\d+) trials of (\S+), which saw bars up to (\S+): the days from (\S+) .*$/,
    '参数选自 $2 的 $1 次试验，该次搜索看过 $3 为止的行情：$4 至该日不能算作对参数的检验。',
  ],
  ...ZH_SELECTION_NOTES,
  ...ZH_TOOLKIT_NOTES,
];

/** A note of the report in the reader's language; one that is not known stays in English. */
export function explainNote(note: string, language: Settings['language']): string {
  if (language === 'en') return note;
  const known = ZH_NOTES.find(([pattern]) => pattern.test(note));
  return known ? note.replace(known[0], known[1]) : note;
}
