import type { OPTIMIZERS, SCHEDULES } from '#shared/modelSettings.ts';
import type { TimingSettings } from '#shared/run.ts';
import type {
  Calibration,
  FeatureSelection,
  FeatureSet,
  ToolkitSettings,
  timingToolkitShape,
} from '#shared/toolkitSettings.ts';
import type { SettingText } from './trainSettings.ts';

type ToolkitTexts = Record<keyof ToolkitSettings, SettingText>;
type TimingToolkitTexts = Record<
  keyof typeof timingToolkitShape & keyof TimingSettings,
  SettingText
>;
type ModelChoice =
  (typeof OPTIMIZERS)[number] | (typeof SCHEDULES)[number] | 'sigmoid' | 'hardSigmoid';
export type ToolkitChoices = Record<
  FeatureSelection | FeatureSet | Calibration | ModelChoice,
  string
>;

export const zhToolkitChoices: ToolkitChoices = {
  none: '不用',
  mutualInformation: '互信息',
  correlation: '相关聚类',
  permutation: '置换重要度',
  timing: '择时特征块',
  multiPeriod: '多周期特征',
  both: '两者都用',
  platt: 'Platt',
  isotonic: '保序回归',
  adam: 'Adam',
  rmsprop: 'RMSprop',
  sgd: 'SGD',
  constant: '不变',
  plateau: '平台期降低',
  step: '按步降低',
  cosine: '余弦',
  sigmoid: 'Sigmoid',
  hardSigmoid: '分段线性',
};

export const enToolkitChoices: ToolkitChoices = {
  none: 'None',
  mutualInformation: 'Mutual information',
  correlation: 'Correlation clusters',
  permutation: 'Permutation importance',
  timing: 'Timing block',
  multiPeriod: 'Multi-period',
  both: 'Both',
  platt: 'Platt',
  isotonic: 'Isotonic',
  adam: 'Adam',
  rmsprop: 'RMSprop',
  sgd: 'SGD',
  constant: 'Constant',
  plateau: 'On a plateau',
  step: 'By steps',
  cosine: 'Cosine',
  sigmoid: 'Sigmoid',
  hardSigmoid: 'Piecewise linear',
};

export const zhTimingToolkitTexts: TimingToolkitTexts = {
  featureSet: { label: '输入特征', hint: '文献特征块、5/20/50 日多周期特征，或两者' },
  calibration: { label: '概率校准', hint: '只用每折的验证段拟合，修正预测概率' },
};

export const enTimingToolkitTexts: TimingToolkitTexts = {
  featureSet: {
    label: 'Inputs',
    hint: 'The published block, features over 5, 20 and 50 bars, or both',
  },
  calibration: {
    label: 'Calibration',
    hint: 'Corrects probabilities; fitted on the validation part of each fold only',
  },
};

export const zhToolkitTexts: ToolkitTexts = {
  riskControl: { label: '风险控制', hint: '亏损过大或市场剧烈波动时压低总仓位' },
  riskDrawdown: { label: '回撤限度', hint: '权益从最高点回撤超过它时压低仓位；先于波动判断' },
  riskDrawdownExposure: { label: '回撤超限仓位', hint: '此时总仓位最多占权益的比例' },
  riskVolatility: { label: '波动限度', hint: '近 20 日等权日收益的标准差超过它时压低仓位' },
  riskVolatilityExposure: { label: '波动超限仓位', hint: '此时总仓位最多占权益的比例' },
  riskRecovery: { label: '回撤恢复', hint: '回撤收窄到限度的这个比例以内才解除' },
  riskResetDays: { label: '峰值重置天数', hint: '压低仓位满这么多天后重新计算峰值；0 为从不' },
  requireBand: {
    label: '要求区间',
    hint: '90% 区间的下端也要达到：择时为买入概率，选股为最低预测收益',
  },
  minConfidence: {
    label: '最低置信度',
    hint: '1 /（1 + 随机失活预测的方差）低于它不开仓；0 为不要求，文献为 80%',
  },
  maxDistance: {
    label: '最远距离',
    hint: '输入比训练样本的这一比例还远时不开新仓；100% 为不限',
  },
  featureSelection: { label: '特征筛选', hint: '只看训练段，每折各自筛选' },
  featureCount: { label: '保留特征数', hint: '筛选后保留的输入个数' },
};

export const enToolkitTexts: ToolkitTexts = {
  riskControl: {
    label: 'Risk control',
    hint: 'Holds the position down after losses and in rough markets',
  },
  riskDrawdown: {
    label: 'Drawdown limit',
    hint: 'Fall of equity from its peak beyond which less is held; looked at first',
  },
  riskDrawdownExposure: {
    label: 'Held in drawdown',
    hint: 'Most of equity that is then held',
  },
  riskVolatility: {
    label: 'Volatility limit',
    hint: 'Deviation of the last 20 daily returns, in equal parts, beyond which less is held',
  },
  riskVolatilityExposure: {
    label: 'Held when rough',
    hint: 'Most of equity that is then held',
  },
  riskRecovery: {
    label: 'Recovery',
    hint: 'Share of the drawdown limit to which the drawdown must shrink',
  },
  riskResetDays: {
    label: 'Peak reset',
    hint: 'Closes under the limit after which the peak is counted anew; 0 = never',
  },
  requireBand: {
    label: 'Require the band',
    hint: 'The lower end of the 90% band has to reach it too: the buying probability, or the least return',
  },
  minConfidence: {
    label: 'Least confidence',
    hint: '1 / (1 + variance of the dropout passes) of what is entered; 0 = off, published 80%',
  },
  maxDistance: {
    label: 'Farthest input',
    hint: 'No entry on an input farther out than this share of the training samples; 100% = off',
  },
  featureSelection: {
    label: 'Feature selection',
    hint: 'On the training part alone, for each fold',
  },
  featureCount: { label: 'Features kept', hint: 'Inputs that are left' },
};
