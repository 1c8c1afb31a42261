/** The sentences of a cross-sectional run's verdict, for the window and for the exported page. */
const zhCN = {
  icNone: (ic: string) => `样本外 RankIC ${ic}：在统计上与 0 分不开，得分没有显示出排序能力。`,
  icWeak: (ic: string) => `样本外 RankIC ${ic}：排序能力很弱，成本很容易吃掉它。`,
  icGood: (ic: string) => `样本外 RankIC ${ic}：得分对此后收益有一定排序能力。`,
  icReversed: (ic: string) => `样本外 RankIC ${ic}：显著为负，得分的方向是反的，不应据此交易。`,
  icUnknown: '没有足够的样本外结果，算不出 RankIC，无法判断得分的排序能力。',
  noBenchmark: '没有基准行情，无法与指数比较。',
  beatsBenchmark: (own: string, other: string) => `收益 ${own}，高于基准的 ${other}。`,
  losesBenchmark: (own: string, other: string) => `收益 ${own}，没有跑赢基准的 ${other}。`,
  beatsUniverse: (own: string, other: string) =>
    `${own}，高于全池等权的 ${other}；差距才是选股的功劳。`,
  losesUniverse: (own: string, other: string) =>
    `${own}，没有跑赢全池等权的 ${other}：选股没有带来好处。`,
  beatsRidge: (own: string, other: string) =>
    `${own}，高于同样输入的岭回归 ${other}；仍应换几个种子确认。`,
  losesRidge: (own: string, other: string) =>
    `${own}，没有跑赢同样输入的岭回归 ${other}，复杂模型没有带来好处。`,
  sameRidge: '本次使用的就是岭回归，没有更简单的对照。',
  randomHigh: (percent: string, draws: number) =>
    `同样换手随机选股 ${draws} 次，策略好于其中 ${percent}，单靠运气不易做到。`,
  randomMid: (percent: string, draws: number) =>
    `同样换手随机选股 ${draws} 次，策略好于其中 ${percent}，与随机选股难以区分。`,
  randomLow: (percent: string, draws: number) =>
    `同样换手随机选股 ${draws} 次，策略只好于其中 ${percent}，还不如随机。`,
  shortSpan: (days: number) => `测试段只有 ${days} 个交易日，不到一年，只代表一种行情。`,
  survivorship: '股票池可能只含活到今天的股票，收益因此偏高；见“股票池知道的未来”。',
  documentRules: '使用文献的宽松假设（零碎股、无涨跌停、无 T+1），交易所里做不到，只作对照。',
  noTrades: '没有任何交易：没有一笔委托成交。',
  simulated: '数据为程序模拟，结论不适用于任何真实股票。',
};

export type SelectionVerdictWords = typeof zhCN;

const en: SelectionVerdictWords = {
  icNone: (ic) =>
    `Out-of-sample RankIC ${ic}: not to be told from 0 by statistics; the scores show no skill in ordering.`,
  icWeak: (ic) => `Out-of-sample RankIC ${ic}: a very weak order, which costs easily eat up.`,
  icGood: (ic) => `Out-of-sample RankIC ${ic}: the scores do order what came after, to a degree.`,
  icReversed: (ic) =>
    `Out-of-sample RankIC ${ic}: clearly negative, the scores point the wrong way; do not trade on them.`,
  icUnknown:
    'Too few outcomes out of sample: no RankIC, so nothing can be said of the scores’ order.',
  noBenchmark: 'No bars of the benchmark: the account cannot be compared with the index.',
  beatsBenchmark: (own, other) => `It returned ${own}, above the benchmark’s ${other}.`,
  losesBenchmark: (own, other) => `It returned ${own} and did not beat the benchmark’s ${other}.`,
  beatsUniverse: (own, other) =>
    `${own} is above the ${other} of the whole universe in equal parts; only that difference is owed to the choice.`,
  losesUniverse: (own, other) =>
    `${own} did not beat the ${other} of the whole universe in equal parts: the choice brought nothing.`,
  beatsRidge: (own, other) =>
    `${own} is above the ${other} of ridge regression on the same inputs; confirm with other seeds.`,
  losesRidge: (own, other) =>
    `${own} did not beat the ${other} of ridge regression on the same inputs: the larger model brought nothing.`,
  sameRidge: 'This run is ridge regression itself; there is no plainer comparison.',
  randomHigh: (percent, draws) =>
    `Of ${draws} random selections with the same turnover it beat ${percent}: hard to reach by luck alone.`,
  randomMid: (percent, draws) =>
    `Of ${draws} random selections with the same turnover it beat ${percent}: hard to tell from chance.`,
  randomLow: (percent, draws) =>
    `Of ${draws} random selections with the same turnover it beat only ${percent}: worse than chance.`,
  shortSpan: (days) =>
    `The test has only ${days} trading days, less than a year: one mood of the market.`,
  survivorship:
    'The universe may hold only what has survived to this day, which flatters every return; see Survivorship.',
  documentRules:
    'Under the document’s looser assumptions (parts of a share, no limits, no T+1), which no exchange offers; for comparison only.',
  noTrades: 'No trades at all: not one order was filled.',
  simulated: 'The data is simulated; nothing here holds for a real stock.',
};

export const SELECTION_VERDICT_WORDS: Record<'zh-CN' | 'en', SelectionVerdictWords> = {
  'zh-CN': zhCN,
  en,
};
