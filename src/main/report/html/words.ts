import type { MarkerKind, RejectionReason, Side } from '#shared/domain.ts';
import { MODEL_FIELDS, SELECTION_MODEL_KEYS, TIMING_MODEL_KEYS } from '#shared/modelFields.ts';
import type { ModelFieldKey } from '#shared/modelFields.ts';
import type { Costs, Metrics, TimingSettings } from '#shared/run.ts';
import type { SelectionSettings } from '#shared/selectionSettings.ts';
import type { ToolkitSettings } from '#shared/toolkitSettings.ts';
import { count, decimal, percent, share, yuan } from './format.ts';

const modelSettingNames = <K extends ModelFieldKey>(keys: readonly K[]): Record<K, string> =>
  Object.fromEntries(keys.map((key) => [key, MODEL_FIELDS[key].zh.label])) as Record<K, string>;

export const SIDE_NAMES: Record<Side, string> = { buy: '买入', sell: '卖出' };

export const KIND_NAMES: Record<MarkerKind, string> = {
  buy: '买入',
  sell: '卖出',
  reduce: '分步减仓',
  stopLoss: '止损',
  takeProfit: '止盈',
  trailingStop: '回撤止盈',
};

export const REASON_NAMES: Record<RejectionReason, string> = {
  limitUp: '涨停封板，买不进',
  limitDown: '跌停封板，卖不出',
  suspended: '停牌',
  noCash: '可用资金不足',
  notSellable: '当日买入，T+1 不可卖',
  belowLot: '不足一手',
  volumeCap: '超过当日成交量占比上限',
};

export const COST_NAMES: Record<keyof Costs, [string, string]> = {
  commission: ['佣金', 'commission'],
  stampDuty: ['印花税', 'stamp duty'],
  transferFee: ['过户费', 'transfer fee'],
  slippage: ['滑点', 'slippage'],
};

interface MetricRow {
  key: Exclude<keyof Metrics, 'costs'>;
  zh: string;
  en: string;
  format: (value: number | null) => string;
  /** Painted red or green by its sign. */
  hasDirection?: boolean;
}

const two = (value: number | null): string => decimal(value, 2);
const days = (value: number | null): string => decimal(value, 1);

export const METRIC_ROWS: readonly MetricRow[] = [
  { key: 'finalEquity', zh: '期末权益（元）', en: 'final equity, yuan', format: yuan },
  { key: 'totalReturn', zh: '总收益', en: 'total return', format: percent, hasDirection: true },
  { key: 'annualReturn', zh: '年化收益', en: 'annual return', format: percent, hasDirection: true },
  { key: 'volatility', zh: '年化波动', en: 'volatility', format: share },
  { key: 'sharpe', zh: '夏普比率', en: 'Sharpe', format: two },
  { key: 'sortino', zh: '索提诺比率', en: 'Sortino', format: two },
  { key: 'calmar', zh: '卡玛比率', en: 'Calmar', format: two },
  { key: 'maxDrawdown', zh: '最大回撤', en: 'max drawdown', format: percent, hasDirection: true },
  { key: 'maxDrawdownDays', zh: '最长水下（交易日）', en: 'longest under water', format: count },
  { key: 'valueAtRisk5', zh: '5% 风险价值（日）', en: '5% daily VaR', format: percent },
  { key: 'skew', zh: '偏度', en: 'skew', format: two },
  { key: 'kurtosis', zh: '超额峰度', en: 'excess kurtosis', format: two },
  { key: 'alpha', zh: '阿尔法（年化）', en: 'alpha, annual', format: percent, hasDirection: true },
  { key: 'beta', zh: '贝塔', en: 'beta', format: two },
  {
    key: 'informationRatio',
    zh: '信息比率（日）',
    en: 'information ratio, daily',
    format: (value) => decimal(value, 3),
  },
  { key: 'exposure', zh: '持仓天数占比', en: 'exposure', format: share },
  { key: 'turnover', zh: '年换手（单边，倍）', en: 'turnover a year', format: two },
  { key: 'tradeCount', zh: '平仓次数', en: 'closed trades', format: count },
  { key: 'winRate', zh: '胜率', en: 'win rate', format: share },
  { key: 'profitLossRatio', zh: '盈亏比', en: 'profit / loss', format: two },
  { key: 'profitFactor', zh: '获利因子', en: 'profit factor', format: two },
  { key: 'averageHoldingDays', zh: '平均持有（交易日）', en: 'average holding', format: days },
];

const TOOLKIT_SETTING_NAMES: Record<keyof ToolkitSettings, string> = {
  riskControl: '风险控制',
  riskDrawdown: '回撤限度',
  riskDrawdownExposure: '回撤超限仓位',
  riskVolatility: '波动限度',
  riskVolatilityExposure: '波动超限仓位',
  riskRecovery: '回撤恢复',
  riskResetDays: '峰值重置天数',
  requireBand: '要求区间',
  minConfidence: '最低置信度',
  maxDistance: '最远距离',
  featureSelection: '特征筛选',
  featureCount: '保留特征数',
};

export const SETTING_NAMES: Record<keyof TimingSettings, string> = {
  horizon: '预测步长',
  labelThreshold: '上涨阈值',
  lookback: '输入长度',
  trainBars: '训练长度',
  retrainEvery: '重训间隔',
  embargo: '隔离带',
  validShare: '验证占比',
  smoteNeighbours: 'SMOTE 近邻',
  epochs: '训练轮数',
  batchSize: '批大小',
  learningRate: '学习率',
  patience: '早停轮数',
  buyProbability: '买入概率',
  exitProbability: '离场概率',
  stopLoss: '止损',
  trailingStop: '回撤止盈',
  takeProfit: '止盈',
  reduceFirst: '第一次减仓',
  reduceSecond: '第二次减仓',
  reduceShare: '每次减仓',
  positionShare: '单次仓位',
  exits: '离场方式',
  cash: '初始资金',
  commission: '佣金率',
  minCommission: '最低佣金',
  slippage: '滑点',
  volumeCap: '成交量上限',
  rules: '交易规则',
  baseShares: '底仓股数',
  baseCost: '底仓成本',
  benchmark: '基准',
  featureSet: '输入特征',
  calibration: '概率校准',
  ...modelSettingNames(TIMING_MODEL_KEYS),
  ...TOOLKIT_SETTING_NAMES,
};

export const SELECTION_SETTING_NAMES: Record<keyof SelectionSettings, string> = {
  features: '因子',
  label: '标签',
  target: '预测目标',
  standardise: '标准化',
  featureClip: '因子截断',
  dropOutliers: '剔除极端样本',
  labelClasses: '标签分档',
  lookback: '输入长度',
  epochs: '训练轮数',
  batchSize: '批大小',
  learningRate: '学习率',
  ridgePenalty: '岭回归惩罚',
  holdCount: '持股数',
  weighting: '资金分配',
  holdDays: '持有天数',
  positionCap: '单只上限',
  minListedBars: '上市满',
  allowSt: '允许 ST',
  cash: '初始资金',
  commission: '佣金率',
  minCommission: '最低佣金',
  slippage: '滑点',
  volumeCap: '成交量上限',
  rules: '交易规则',
  benchmark: '基准',
  rebalance: '调仓时间',
  patience: '早停轮数',
  minReturn: '最低预测收益',
  ...modelSettingNames(SELECTION_MODEL_KEYS),
  ...TOOLKIT_SETTING_NAMES,
};
