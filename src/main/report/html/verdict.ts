import type { RunReport } from '#shared/run.ts';
import { decimal, percent, share } from './format.ts';
import { html } from './safeHtml.ts';
import type { SafeHtml } from './safeHtml.ts';

export interface Finding {
  /** Whether the figure speaks for the strategy, against it, or for caution. */
  tone: 'good' | 'bad' | 'care';
  zh: string;
  en: string;
}

/** Fewer closed trades than this say little about the next ones. */
const FEW_TRADES = 30;
/** Beating this share of random entries is what luck alone reaches in one of twenty runs. */
const RARE_LUCK = 0.95;

/** What an honest reader should take away first: against holding, luck, a coin, and the size of the sample. */
function findings(report: RunReport): Finding[] {
  return [
    againstHolding(report),
    ...(report.model === 'logistic' ? [] : [againstLogistic(report)]),
    againstLuck(report),
    againstCoin(report),
    ...(report.metrics.tradeCount < FEW_TRADES ? [fewTrades(report.metrics.tradeCount)] : []),
  ];
}

function againstHolding({ predictedMetrics, baselines }: RunReport): Finding {
  const own = predictedMetrics.totalReturn;
  const held = baselines.buyAndHold.predicted.totalReturn;
  const isBetter = own > held;
  return {
    tone: isBetter ? 'good' : 'bad',
    zh: `有预测的区间内，策略 ${percent(own)}，同期买入持有 ${percent(held)}：${isBetter ? '跑赢' : '没有跑赢'}持有。`,
    en: `Predicted span: strategy ${percent(own)}, buy and hold ${percent(held)}.`,
  };
}

function againstLogistic({ predictedMetrics, baselines }: RunReport): Finding {
  const own = predictedMetrics.totalReturn;
  const plain = baselines.logistic.predicted.totalReturn;
  const isBetter = own > plain;
  return {
    tone: isBetter ? 'good' : 'bad',
    zh: `同样规则下最简单的逻辑回归是 ${percent(plain)}：深度模型${isBetter ? '更高，仍应换几个种子确认' : '没有带来好处'}。`,
    en: `Plain logistic regression under the same rules: ${percent(plain)}${isBetter ? '; confirm with other seeds' : ''}.`,
  };
}

function againstLuck({ baselines: { random } }: RunReport): Finding {
  const isRare = random.percentile >= RARE_LUCK;
  return {
    tone: isRare ? 'good' : 'care',
    zh: `同样频率随机入场 ${random.draws} 次，策略胜过其中 ${share(random.percentile)}：${isRare ? '运气不大能解释' : '还不能与运气区分开'}。`,
    en: `Beats ${share(random.percentile)} of ${random.draws} random-entry draws: ${isRare ? 'luck alone rarely does' : 'not yet distinguishable from luck'}.`,
  };
}

function againstCoin({ quality }: RunReport): Finding {
  const { auc, brier, positiveShare } = quality;
  const plain = positiveShare === null ? null : positiveShare * (1 - positiveShare);
  const isSharper = brier !== null && plain !== null && brier < plain;
  return {
    tone: isSharper && auc !== null && auc > 0.5 ? 'good' : 'bad',
    zh: `概率的样本外 AUC ${decimal(auc, 3)}（抛硬币为 0.5），Brier ${decimal(brier, 3)}（只报平均概率为 ${decimal(plain, 3)}）：概率本身${isSharper ? '有信息' : '不比平均值准'}。`,
    en: `Out of sample AUC ${decimal(auc, 3)} (coin 0.5), Brier ${decimal(brier, 3)} (base rate ${decimal(plain, 3)}).`,
  };
}

const fewTrades = (tradeCount: number): Finding => ({
  tone: 'care',
  zh:
    tradeCount === 0
      ? '没有任何平仓交易：概率很少或从未达到买入门槛。'
      : `只有 ${tradeCount} 笔平仓交易，样本太小，胜率和盈亏比都不可靠。`,
  en:
    tradeCount === 0
      ? 'No closed trades: the probability rarely or never reached the buying threshold.'
      : `Only ${tradeCount} closed trades: win rate and profit / loss say little.`,
});

export const findingList = (report: RunReport): SafeHtml =>
  html`<ul class="findings">
    ${findings(report).map(
      (finding) =>
        html`<li class="${finding.tone}">
          <p>${finding.zh}</p>
          <p class="en">${finding.en}</p>
        </li>`,
    )}
  </ul>`;
