import type { SelectionSettings } from '#shared/selectionSettings.ts';
import type { TimingSettings } from '#shared/run.ts';
import type { SettingText } from './trainSettings.ts';

/** What every preset has beside the settings of models and toolkit. */
type EveryPresetTexts = Record<
  keyof TimingSettings &
    keyof SelectionSettings &
    (
      | 'batchSize'
      | 'learningRate'
      | 'cash'
      | 'commission'
      | 'minCommission'
      | 'slippage'
      | 'volumeCap'
    ),
  SettingText
>;

export const zhEveryPresetTexts: EveryPresetTexts = {
  batchSize: { label: '批大小', hint: '每次更新权重使用的样本数' },
  learningRate: { label: '学习率', hint: '优化器的步长；树为每轮的缩减' },
  cash: { label: '初始资金', hint: '回测开始时的现金' },
  commission: { label: '佣金率', hint: '买卖双边，按成交额' },
  minCommission: { label: '最低佣金', hint: '每笔成交至少收取' },
  slippage: { label: '滑点', hint: '每一边按价格损失的比例' },
  volumeCap: { label: '成交量上限', hint: '一笔委托最多占当日成交量的比例；100% 为不限' },
};

export const enEveryPresetTexts: EveryPresetTexts = {
  batchSize: { label: 'Batch size', hint: 'Samples per weight update' },
  learningRate: { label: 'Learning rate', hint: 'Step of the optimizer; of trees the shrinkage' },
  cash: { label: 'Starting cash', hint: 'Cash on the first day' },
  commission: { label: 'Commission', hint: 'Both sides, of the traded value' },
  minCommission: { label: 'Minimum commission', hint: 'At least this per fill' },
  slippage: { label: 'Slippage', hint: 'Share of the price lost on each side' },
  volumeCap: {
    label: 'Volume cap',
    hint: 'Most of a day’s volume that one order may take; 100% = no cap',
  },
};
