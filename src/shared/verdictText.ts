/** The sentences of a verdict, for the window and for the exported page. */
const zhCN = {
  title: '这个结果可信吗',
  aucNone: (auc: string) =>
    `样本外 AUC ${auc}：在统计上与抛硬币（0.5）分不开，盈亏更可能来自行情或运气。`,
  aucWeak: (auc: string) => `样本外 AUC ${auc}：略好于抛硬币（0.5），分辨力很弱。`,
  aucGood: (auc: string) => `样本外 AUC ${auc}：概率对涨跌有一定分辨力（0.5 为抛硬币）。`,
  aucLow: (auc: string) => `样本外 AUC ${auc}：低于 0.5，概率的方向是反的，不应据此交易。`,
  aucUnknown: '样本外只有一类结果，算不出 AUC，无法判断概率的分辨力。',
  brierPoor: (brier: string, plain: string) =>
    `Brier 分 ${brier}，不如总报平均概率的 ${plain}（越低越好）：概率的大小不可信。`,
  beatsHold: (own: string, other: string) => `预测区间收益 ${own}，高于买入持有的 ${other}。`,
  losesHold: (own: string, other: string) => `预测区间收益 ${own}，没有跑赢买入持有的 ${other}。`,
  sharpeHold: (own: string, other: string) => `夏普 ${own}，买入持有为 ${other}。`,
  beatsLogistic: (own: string, other: string) =>
    `模型 ${own}，高于逻辑回归 ${other}；仍应换几个种子确认。`,
  losesLogistic: (own: string, other: string) =>
    `${own}，没有跑赢最简单的逻辑回归 ${other}，复杂模型没有带来好处。`,
  sameLogistic: '本次使用的就是逻辑回归，没有更简单的对照。',
  randomHigh: (percent: string, draws: number) =>
    `同样频率随机入场 ${draws} 次，策略好于其中 ${percent}，单靠运气不易做到。`,
  randomMid: (percent: string, draws: number) =>
    `同样频率随机入场 ${draws} 次，策略好于其中 ${percent}，与随机入场难以区分。`,
  randomLow: (percent: string, draws: number) =>
    `同样频率随机入场 ${draws} 次，策略只好于其中 ${percent}，还不如随机。`,
  randomNone: '没有随机入场对照，无法判断入场时机的价值。',
  fewTrades: (count: number) => `只有 ${count} 笔交易，胜率等统计的误差很大。`,
  noTrades: '没有任何交易：概率从未达到买入阈值，或入场条件没有放行。',
  simulated: '数据为程序模拟，结论不适用于任何真实股票。',
};

export type VerdictWords = typeof zhCN;

const en: VerdictWords = {
  title: 'Can this be trusted?',
  aucNone: (auc) =>
    `Out-of-sample AUC ${auc}: not to be told from a coin (0.5) by statistics; what was won or lost more likely comes from the market or luck.`,
  aucWeak: (auc) => `Out-of-sample AUC ${auc}: slightly better than a coin (0.5), very weak.`,
  aucGood: (auc) =>
    `Out-of-sample AUC ${auc}: the probabilities do tell rises from falls to a degree (0.5 is a coin).`,
  aucLow: (auc) =>
    `Out-of-sample AUC ${auc}: below 0.5, the probabilities point the wrong way; do not trade on them.`,
  aucUnknown:
    'Only one outcome occurred out of sample: no AUC, so nothing can be said of the probabilities.',
  brierPoor: (brier, plain) =>
    `Brier score ${brier}, worse than the ${plain} of always saying the mean (lower is better): how large a probability is tells nothing.`,
  beatsHold: (own, other) =>
    `Over the predicted span it returned ${own}, above buy-and-hold’s ${other}.`,
  losesHold: (own, other) =>
    `Over the predicted span it returned ${own} and did not beat buy-and-hold’s ${other}.`,
  sharpeHold: (own, other) => ` Sharpe ${own}; buy-and-hold ${other}.`,
  beatsLogistic: (own, other) =>
    `The model’s ${own} is above plain logistic regression’s ${other}; confirm with other seeds.`,
  losesLogistic: (own, other) =>
    `${own} did not beat plain logistic regression’s ${other}: the larger model brought nothing.`,
  sameLogistic: 'This run is logistic regression itself; there is no plainer comparison.',
  randomHigh: (percent, draws) =>
    `Of ${draws} random-entry runs at the same frequency it beat ${percent}: hard to reach by luck alone.`,
  randomMid: (percent, draws) =>
    `Of ${draws} random-entry runs at the same frequency it beat ${percent}: hard to tell from random entries.`,
  randomLow: (percent, draws) =>
    `Of ${draws} random-entry runs at the same frequency it beat only ${percent}: worse than random.`,
  randomNone: 'No random-entry draws: the value of its timing cannot be judged.',
  fewTrades: (count) => `Only ${count} trades: win rate and the like are very uncertain.`,
  noTrades:
    'No trades at all: the probability never reached the buying threshold, or the conditions on entries let none through.',
  simulated: 'The data is simulated; nothing here holds for a real stock.',
};

export const VERDICT_WORDS: Record<'zh-CN' | 'en', VerdictWords> = { 'zh-CN': zhCN, en };
