import { z } from 'zod';
import { modelSettingsShape, selectionModelShape, timingModelShape } from './modelSettings.ts';
import type { ModelSettingKey } from './modelSettings.ts';

interface Text {
  label: string;
  hint: string;
}

/** How one setting of a model is entered and what it is called. */
interface FieldEntry {
  /** `size` belongs to single models, as the registry says; the others to all that are trained in epochs. */
  group: 'size' | 'training' | 'ensemble';
  kind: 'count' | 'number' | 'percent' | 'flag' | 'choice' | 'models';
  zh: Text;
  en: Text;
}

const field = (
  group: FieldEntry['group'],
  kind: FieldEntry['kind'],
  zh: readonly [label: string, hint: string],
  en: readonly [label: string, hint: string],
): FieldEntry => ({
  ...{ group, kind },
  zh: { label: zh[0], hint: zh[1] },
  en: { label: en[0], hint: en[1] },
});

export type ModelFieldKey = Exclude<ModelSettingKey, 'learningRate' | 'ridgePenalty' | 'patience'>;

/** Every setting of models in the order of a form. */
export const MODEL_FIELDS: Readonly<Record<ModelFieldKey, FieldEntry>> = {
  hidden: field(
    ...(['size', 'count'] as const),
    ['隐藏单元', '循环层、卷积或编码器的宽度；双向时为每个方向'],
    ['Hidden units', 'Width of recurrent layers, convolutions or the encoder; of each direction'],
  ),
  layers: field(
    ...(['size', 'count'] as const),
    ['层数', '编码层、LSTM 层或卷积块的个数'],
    ['Layers', 'Encoder layers, LSTM layers or convolution blocks'],
  ),
  heads: field(
    ...(['size', 'count'] as const),
    ['注意力头数', '同时计算的注意力个数'],
    ['Heads', 'Attentions side by side'],
  ),
  feedForward: field(
    ...(['size', 'count'] as const),
    ['前馈宽度', 'Transformer 前馈层的宽度'],
    ['Feed-forward', 'Width of the Transformer’s feed-forward layer'],
  ),
  headUnits: field(
    ...(['size', 'count'] as const),
    ['输出隐层', '最后一层之前全连接层的宽度'],
    ['Head units', 'Width of the dense layer before the last one'],
  ),
  kernelSize: field(
    ...(['size', 'count'] as const),
    ['卷积核长度', '一个卷积核覆盖的日线数'],
    ['Kernel size', 'Bars under one filter'],
  ),
  dropout: field(
    ...(['size', 'percent'] as const),
    ['随机失活', '训练时随机丢弃的比例'],
    ['Dropout', 'Share dropped at random in training'],
  ),
  recurrentActivation: field(
    ...(['size', 'choice'] as const),
    ['门控函数', 'LSTM 门的激活函数'],
    ['Gates', 'Activation of the LSTM’s gates'],
  ),
  turnoverCost: field(
    ...(['size', 'number'] as const),
    ['训练换手成本', '训练组合权重时每单位换手扣除的比例'],
    ['Turnover cost in training', 'What traded value costs while weights are trained'],
  ),
  treeCount: field(
    ...(['size', 'count'] as const),
    ['树的棵数', '提升的轮数上限'],
    ['Trees', 'Most rounds of boosting'],
  ),
  treeLeaves: field(
    ...(['size', 'count'] as const),
    ['叶子数', '每棵树最多的叶子'],
    ['Leaves', 'Most leaves of one tree'],
  ),
  treeMinLeaf: field(
    ...(['size', 'count'] as const),
    ['叶子最少样本', '每片叶子至少包含的训练样本'],
    ['Samples a leaf', 'Fewest training samples in a leaf'],
  ),
  treePenalty: field(
    ...(['size', 'number'] as const),
    ['叶子惩罚', '叶子取值的 L2 惩罚'],
    ['Leaf penalty', 'L2 penalty on leaf values'],
  ),
  treeColumnShare: field(
    ...(['size', 'percent'] as const),
    ['列抽样', '每棵树使用的输入比例'],
    ['Columns a tree', 'Share of inputs each tree may use'],
  ),
  treeRowShare: field(
    ...(['size', 'percent'] as const),
    ['行抽样', '每棵树使用的样本比例'],
    ['Rows a tree', 'Share of samples each tree is grown on'],
  ),
  treeTarget: field(
    ...(['size', 'choice'] as const),
    ['树的目标', '学习数值，或学习每天的排序'],
    ['Trees learn', 'The value, or the order within each date'],
  ),
  optimizer: field(
    ...(['training', 'choice'] as const),
    ['优化器', '权重更新的方法'],
    ['Optimizer', 'How weights follow their gradient'],
  ),
  gradientClip: field(
    ...(['training', 'number'] as const),
    ['梯度裁剪', '全部梯度的长度上限；0 为不裁剪'],
    ['Gradient clip', 'Largest length of the whole gradient; 0 = off'],
  ),
  schedule: field(
    ...(['training', 'choice'] as const),
    ['学习率安排', '不变、平台期降低、按步降低或余弦'],
    ['Schedule', 'Learning rate: constant, lowered on a plateau, by steps, or a cosine'],
  ),
  plateauPatience: field(
    ...(['training', 'count'] as const),
    ['平台期轮数', '验证损失多少轮不改善后降低学习率'],
    ['Plateau patience', 'Epochs without improvement after which the rate is lowered'],
  ),
  plateauFactor: field(
    ...(['training', 'number'] as const),
    ['降低倍数', '平台期或按步降低时学习率乘以它'],
    ['Rate factor', 'What the rate is multiplied with on a plateau or a step'],
  ),
  stepEpochs: field(
    ...(['training', 'count'] as const),
    ['每步轮数', '按步降低时两次之间的轮数'],
    ['Step epochs', 'Epochs from one step to the next'],
  ),
  adversarialWeight: field(
    ...(['training', 'number'] as const),
    ['对抗损失权重', '对抗样本损失的权重；0 为关闭，文献为 0.5'],
    ['Adversarial weight', 'Weight of the loss on pushed inputs; 0 = off, published 0.5'],
  ),
  adversarialEpsilon: field(
    ...(['training', 'number'] as const),
    ['对抗幅度 ε', '输入沿损失上升方向移动的标准差倍数'],
    ['Adversarial ε', 'How far inputs are pushed, in standard deviations'],
  ),
  warmStart: field(
    ...(['training', 'flag'] as const),
    ['热启动', '每折从上一折的权重开始；各折须依次训练'],
    ['Warm start', 'Each fold starts from the weights before it; folds are trained in order'],
  ),
  perSymbol: field(
    ...(['training', 'flag'] as const),
    ['每股一个模型', '每只股票单独训练'],
    ['One model a stock', 'Each stock is trained by itself'],
  ),
  ensembleSeeds: field(
    ...(['ensemble', 'count'] as const),
    ['集成种子数', '每种模型用几个种子各训练一个'],
    ['Ensemble seeds', 'Models of each kind, each from its own seed'],
  ),
  ensembleModels: field(
    ...(['ensemble', 'models'] as const),
    ['集成模型', '一起参与的其他模型，用 + 连接；按验证误差的倒数加权'],
    ['Ensemble models', 'Kinds that join, apart by +; weighted by inverse validation error'],
  ),
  passes: field(
    ...(['ensemble', 'count'] as const),
    ['随机失活次数', '预测时保持随机失活的重复次数，给出离散度；0 为关闭，文献 10，常用 50'],
    [
      'Dropout passes',
      'Predictions with dropout on, for their spread; 0 = off, published 10, usual 50',
    ],
  ),
};

const schemas: Readonly<Record<ModelFieldKey, z.ZodDefault>> = {
  ...modelSettingsShape,
  ...timingModelShape,
  ...selectionModelShape,
};

/** Limits and choices of a setting, those of its schema; null where it has none. */
export function modelFieldLimits(key: ModelFieldKey): {
  min: number | null;
  max: number | null;
  choices: readonly string[];
} {
  const inner = schemas[key].unwrap();
  const choices = inner instanceof z.ZodEnum ? inner.options.map(String) : [];
  if (!(inner instanceof z.ZodNumber)) return { min: null, max: null, choices };
  const { minValue: bound, maxValue: max } = inner;
  // `positive` leaves its bound itself out.
  const isOpen = bound !== null && !inner.safeParse(bound).success;
  const least = MODEL_FIELDS[key].kind === 'count' ? 1 : 1e-6;
  return { min: isOpen ? bound + least : bound, max, choices };
}

/** Label and hint of each of some settings. */
export const modelTexts = <K extends ModelFieldKey>(
  keys: readonly K[],
  language: 'zh' | 'en',
): Record<K, Text> =>
  Object.fromEntries(keys.map((key) => [key, MODEL_FIELDS[key][language]])) as Record<K, Text>;

type KeysOf<S> = Extract<keyof S, ModelFieldKey>;
const isField = (key: string): key is ModelFieldKey => key in MODEL_FIELDS;

/** Settings of models that runs of a single symbol have. */
export const TIMING_MODEL_KEYS = Object.keys({ ...modelSettingsShape, ...timingModelShape }).filter(
  isField,
) as (KeysOf<typeof modelSettingsShape> | KeysOf<typeof timingModelShape>)[];

/** Settings of models that runs over a cross-section have. */
export const SELECTION_MODEL_KEYS = Object.keys({
  ...modelSettingsShape,
  ...selectionModelShape,
}).filter(isField) as (KeysOf<typeof modelSettingsShape> | KeysOf<typeof selectionModelShape>)[];
