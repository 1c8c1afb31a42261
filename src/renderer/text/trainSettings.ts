import { modelTexts, TIMING_MODEL_KEYS } from '#shared/modelFields.ts';
import type { TimingSettings } from '#shared/run.ts';
import { enEveryPresetTexts, zhEveryPresetTexts } from './everyPresetSettings.ts';
import {
  enTimingToolkitTexts,
  enToolkitTexts,
  zhTimingToolkitTexts,
  zhToolkitTexts,
} from './toolkitSettings.ts';

/** Name and one-sentence explanation of a setting. */
export interface SettingText {
  label: string;
  hint: string;
}
export type SettingTexts = Record<keyof TimingSettings, SettingText>;

export const zhSettingTexts: SettingTexts = {
  horizon: { label: '预测步长', hint: '标签向后看几根日线；也是每次预测的窗口' },
  labelThreshold: { label: '上涨阈值', hint: '未来收益超过它才记为「涨」' },
  lookback: { label: '输入长度', hint: '一个样本包含的日线数' },
  trainBars: { label: '训练长度', hint: '每一折用最近多少根日线训练' },
  retrainEvery: { label: '重训间隔', hint: '每隔多少根日线重新训练一次' },
  embargo: { label: '隔离带', hint: '训练与测试之间丢弃的日线，防止标签泄漏；不小于预测步长' },
  validShare: { label: '验证占比', hint: '训练段末尾按时间留作验证的比例' },
  smoteNeighbours: { label: 'SMOTE 近邻', hint: '只在训练部分平衡涨跌样本；0 为关闭' },
  epochs: { label: '训练轮数', hint: '每一折最多训练的轮数' },
  patience: { label: '早停轮数', hint: '验证损失连续多少轮不改善就停止，并恢复最好的权重' },
  buyProbability: { label: '买入概率', hint: '收盘概率不低于它时，次日开盘买入' },
  exitProbability: { label: '离场概率', hint: '概率低于它时清仓；0 为关闭' },
  stopLoss: { label: '止损', hint: '相对成本的亏损达到它时清仓' },
  trailingStop: { label: '回撤止盈', hint: '从持仓期最高价回撤达到它时清仓' },
  takeProfit: { label: '止盈', hint: '相对成本的盈利达到它时清仓' },
  reduceFirst: { label: '第一次减仓', hint: '盈利达到它时减一部分；0 为关闭' },
  reduceSecond: { label: '第二次减仓', hint: '盈利达到它时再减一部分；0 为关闭' },
  reduceShare: { label: '每次减仓', hint: '每次减掉初始持仓的比例' },
  positionShare: { label: '单次仓位', hint: '一次买入最多动用的权益比例，多只股票平分' },
  exits: { label: '离场方式', hint: '收盘判断次日开盘成交，或盘中挂单；同日触及多价按较差者成交' },
  rules: {
    label: '交易规则',
    hint: 'A 股规则：T+1、涨跌停、停牌、整手、税费按日期生效；无规则仅供对照',
  },
  baseShares: { label: '底仓股数', hint: '已持有的股数，第一天起可卖；仅限单只股票' },
  baseCost: { label: '底仓成本', hint: '底仓每股成本' },
  benchmark: { label: '基准', hint: '用于 Alpha、Beta 和信息比率；没有该指数行情时不计算' },
  ...modelTexts(TIMING_MODEL_KEYS, 'zh'),
  ...zhTimingToolkitTexts,
  ...zhEveryPresetTexts,
  ...zhToolkitTexts,
};

export const enSettingTexts: SettingTexts = {
  horizon: {
    label: 'Horizon',
    hint: 'Bars ahead that the label looks; also the prediction window',
  },
  labelThreshold: { label: 'Up threshold', hint: 'A future return above it counts as “up”' },
  lookback: { label: 'Lookback', hint: 'Bars in one sample' },
  trainBars: { label: 'Training bars', hint: 'Each fold trains on this many latest bars' },
  retrainEvery: { label: 'Retrain every', hint: 'Bars between two trainings' },
  embargo: {
    label: 'Embargo',
    hint: 'Bars dropped between training and test so that no label leaks; at least the horizon',
  },
  validShare: { label: 'Validation share', hint: 'Last part of the training span, in time order' },
  smoteNeighbours: {
    label: 'SMOTE neighbours',
    hint: 'Balances up and down in the training part only; 0 = off',
  },
  epochs: { label: 'Epochs', hint: 'At most this many per fold' },
  patience: {
    label: 'Patience',
    hint: 'Epochs without a better validation loss before stopping; the best weights are kept',
  },
  buyProbability: {
    label: 'Buy probability',
    hint: 'At or above it at the close, buy at the next open',
  },
  exitProbability: { label: 'Exit probability', hint: 'Below it the position is closed; 0 = off' },
  stopLoss: { label: 'Stop-loss', hint: 'Loss against cost at which everything is sold' },
  trailingStop: { label: 'Trailing stop', hint: 'Fall from the peak at which everything is sold' },
  takeProfit: { label: 'Take-profit', hint: 'Gain against cost at which everything is sold' },
  reduceFirst: { label: 'First reduce', hint: 'Gain at which a part is sold; 0 = off' },
  reduceSecond: { label: 'Second reduce', hint: 'Gain at which another part is sold; 0 = off' },
  reduceShare: { label: 'Reduce by', hint: 'Part of the first holding sold each time' },
  positionShare: {
    label: 'Position size',
    hint: 'Share of equity one entry may use, split over the symbols',
  },
  exits: {
    label: 'Exits',
    hint: 'Decided at the close and filled next open, or resting orders within the day; the worse of two touched prices',
  },
  rules: {
    label: 'Trading rules',
    hint: 'A-share rules: T+1, price limits, suspension, lots, taxes and fees by date; without them only for comparison',
  },
  baseShares: {
    label: 'Base shares',
    hint: 'Shares already held, sellable from the first day; single symbol only',
  },
  baseCost: { label: 'Base cost', hint: 'Cost a share of the base position' },
  benchmark: {
    label: 'Benchmark',
    hint: 'For alpha, beta and information ratio; left out when its bars are not stored',
  },
  ...modelTexts(TIMING_MODEL_KEYS, 'en'),
  ...enTimingToolkitTexts,
  ...enEveryPresetTexts,
  ...enToolkitTexts,
};
