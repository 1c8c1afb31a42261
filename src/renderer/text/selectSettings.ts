import { modelTexts, SELECTION_MODEL_KEYS } from '#shared/modelFields.ts';
import type { SelectionSettings } from '#shared/selectionSettings.ts';
import { enEveryPresetTexts, zhEveryPresetTexts } from './everyPresetSettings.ts';
import { enToolkitTexts, zhToolkitTexts } from './toolkitSettings.ts';
import type { SettingText } from './trainSettings.ts';

export type SelectSettingTexts = Record<keyof SelectionSettings, SettingText>;

export const zhSelectSettingTexts: SelectSettingTexts = {
  features: { label: '因子', hint: '每行一个表达式；@ 开头是一组因子' },
  label: { label: '标签', hint: '模型学习的目标；只有这里可以向后看' },
  target: { label: '预测目标', hint: '收益：预测值即得分；价格：得分为预测价 / 收盘价 − 1' },
  standardise: { label: '标准化', hint: '按列、按股票或按日期缩放输入；统计量只取训练段' },
  featureClip: { label: '因子截断', hint: '标准化后超出此值的输入截到此值；0 为不截' },
  dropOutliers: {
    label: '剔除极端样本',
    hint: '因子超出训练段此分位（两端）的样本不用；0 为不剔除',
  },
  labelClasses: { label: '标签分档', hint: '把标签按分位分成几档；0 为不分' },
  lookback: { label: '输入长度', hint: '一个样本包含的日线数，沿每只股票自己的日线' },
  epochs: { label: '训练轮数', hint: '整个训练段看几遍' },
  ridgePenalty: { label: '岭回归惩罚', hint: '对照用的岭回归，每个样本的惩罚' },
  holdCount: { label: '持股数', hint: '每天买入或等权持有的股票数' },
  weighting: { label: '资金分配', hint: '按名次递减，或等权' },
  holdDays: { label: '持有天数', hint: '资金分成几份，轮流买入' },
  positionCap: { label: '单只上限', hint: '一只股票最多占权益的比例' },
  minListedBars: { label: '上市满', hint: '上市不足这么多根日线的股票不买' },
  allowSt: { label: '允许 ST', hint: '是否买入风险警示股票' },
  rules: { label: '交易规则', hint: 'A 股规则，或文献中较宽松的假设（仅作对照）' },
  benchmark: { label: '基准', hint: '用于比较的指数' },
  rebalance: { label: '调仓时间', hint: '持有前列时：每隔持有天数，或每月第一个收盘' },
  patience: { label: '早停轮数', hint: '验证损失连续多少轮不改善就停止；0 为练满并保留最后权重' },
  minReturn: {
    label: '最低预测收益',
    hint: '预测收益（要求区间时为区间下端）超过它才买；−100% 为不要求，文献为 2%',
  },
  ...modelTexts(SELECTION_MODEL_KEYS, 'zh'),
  ...zhEveryPresetTexts,
  ...zhToolkitTexts,
};

export const enSelectSettingTexts: SelectSettingTexts = {
  features: { label: 'Factors', hint: 'One expression a line; @ names a whole set' },
  label: { label: 'Label', hint: 'What the model learns; the only place that may look ahead' },
  target: {
    label: 'Target',
    hint: 'Return: the prediction is the score; price: predicted price / close − 1',
  },
  standardise: {
    label: 'Standardise',
    hint: 'By column, stock or date; statistics of the training span only',
  },
  featureClip: {
    label: 'Clip inputs at',
    hint: 'Standardised inputs beyond it are cut; 0 = never',
  },
  dropOutliers: {
    label: 'Drop outliers',
    hint: 'Samples with an input beyond this quantile of the training span are left out; 0 = none',
  },
  labelClasses: { label: 'Label classes', hint: 'Labels cut into classes by quantile; 0 = as is' },
  lookback: { label: 'Input length', hint: "Bars in one sample, along each stock's own bars" },
  epochs: { label: 'Epochs', hint: 'How often the training span is seen' },
  ridgePenalty: { label: 'Ridge penalty', hint: 'Of the plain baseline, per sample' },
  holdCount: { label: 'Stocks', hint: 'Bought a day, or held in equal parts' },
  weighting: { label: 'Weights', hint: 'Falling with the rank, or equal' },
  holdDays: { label: 'Holding days', hint: 'Into how many slices cash is split' },
  positionCap: { label: 'Cap per stock', hint: 'Share of equity that one stock may take' },
  minListedBars: { label: 'Listed for', hint: 'Stocks with fewer bars are not bought' },
  allowSt: { label: 'Allow ST', hint: 'Whether stocks under special treatment may be bought' },
  rules: {
    label: 'Rules',
    hint: 'A-share rules, or the looser assumptions of the publication, for comparison',
  },
  benchmark: { label: 'Benchmark', hint: 'Index to compare with' },
  rebalance: {
    label: 'Rebalance',
    hint: 'Where the best are held: every so many days, or at the first close of a month',
  },
  patience: {
    label: 'Patience',
    hint: 'Epochs without a better validation loss before stopping; 0 = all are trained, the last is kept',
  },
  minReturn: {
    label: 'Least return',
    hint: 'What is bought must exceed it, with the band required at its lower end; −100% = off, published 2%',
  },
  ...modelTexts(SELECTION_MODEL_KEYS, 'en'),
  ...enEveryPresetTexts,
  ...enToolkitTexts,
};
