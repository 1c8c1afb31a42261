import type { ModelSettingKey } from './modelSettings.ts';

/**
 * What a model gives: the `probability` of a rise of one symbol, a `return` that a cross-section is ranked
 * by, or the `weights` of a portfolio.
 */
export type ModelTask = 'probability' | 'return' | 'weights';

export interface ModelEntry {
  tasks: readonly ModelTask[];
  zh: { label: string; hint: string };
  en: { label: string; hint: string };
  /** Settings of its own, in the order of a form. */
  fields: readonly ModelSettingKey[];
  /** Whether the settings of training networks mean something for it. */
  isNetwork: boolean;
  /** Where it departs from the defaults of the preset, unless the user says otherwise. */
  defaults: Readonly<Record<string, string | number | boolean>>;
}

const BOTH = ['probability', 'return'] as const;
const ADAM_CLIPPED = { optimizer: 'adam', gradientClip: 1 } as const;

/** Every kind of model with what a form needs; which network it is says `model/spec.ts`. */
export const MODELS = {
  bilstm: {
    tasks: BOTH,
    zh: { label: 'BiLSTM', hint: '双向 LSTM，注意力对时间加权' },
    en: { label: 'BiLSTM', hint: 'LSTMs from both ends, weighted over time by attention' },
    fields: ['hidden'],
    isNetwork: true,
    defaults: {},
  },
  transformer: {
    tasks: BOTH,
    zh: { label: 'Transformer', hint: '自注意力编码器，对时间取平均' },
    en: { label: 'Transformer', hint: 'Self-attention encoder, mean over time' },
    fields: ['heads', 'layers', 'feedForward', 'dropout'],
    isNetwork: true,
    defaults: {},
  },
  lstmAttention: {
    tasks: BOTH,
    zh: {
      label: 'LSTM+注意力',
      hint: '多层 LSTM，带隐层的时间注意力；梯度裁剪，平台期降学习率',
    },
    en: {
      label: 'LSTM-attention',
      hint: 'Stacked LSTMs under a small attention network; clipped gradient, rate lowered on a plateau',
    },
    fields: ['hidden', 'layers', 'headUnits', 'dropout'],
    isNetwork: true,
    defaults: {
      ...ADAM_CLIPPED,
      ...{ hidden: 128, layers: 2, headUnits: 64, dropout: 0.2, lookback: 30, patience: 12 },
      ...{ schedule: 'plateau', plateauPatience: 5, plateauFactor: 0.5 },
    },
  },
  tcn: {
    tasks: BOTH,
    zh: { label: 'TCN', hint: '时间卷积：因果空洞卷积加残差，只看过去' },
    en: { label: 'TCN', hint: 'Dilated causal convolutions with residuals' },
    fields: ['hidden', 'layers', 'kernelSize', 'dropout'],
    isNetwork: true,
    defaults: { ...ADAM_CLIPPED, layers: 3, kernelSize: 3, dropout: 0.2, lookback: 30 },
  },
  lstm: {
    tasks: BOTH,
    zh: { label: 'LSTM', hint: '最后一步的状态，一层全连接' },
    en: { label: 'LSTM', hint: 'The last state through one dense layer' },
    fields: ['hidden', 'headUnits', 'dropout', 'recurrentActivation'],
    isNetwork: true,
    defaults: { headUnits: 30 },
  },
  cnn: {
    tasks: BOTH,
    zh: { label: 'CNN', hint: '两层一维时间卷积，取各通道最大值' },
    en: { label: 'CNN', hint: 'Two convolutions over time, the largest of each filter' },
    fields: ['hidden', 'kernelSize'],
    isNetwork: true,
    defaults: {},
  },
  priceBilstm: {
    tasks: BOTH,
    zh: { label: '双层 BiLSTM', hint: '两层双向 LSTM，线性输出' },
    en: { label: 'Two BiLSTMs', hint: 'Two layers of LSTMs from both ends, linear output' },
    fields: ['hidden', 'dropout'],
    isNetwork: true,
    defaults: {},
  },
  graphAttention: {
    tasks: ['return'],
    zh: { label: '图注意力', hint: '同一天、同行业的股票互相参考；行业按当日已知的名单' },
    en: {
      label: 'Graph attention',
      hint: 'Stocks of one date and sector look at each other; sectors as known on that date',
    },
    fields: ['hidden', 'heads', 'dropout'],
    isNetwork: true,
    defaults: { ...ADAM_CLIPPED, heads: 2, dropout: 0.1 },
  },
  trees: {
    tasks: BOTH,
    zh: { label: '提升树', hint: '直方图分裂的梯度提升树：深度模型应当胜过的强基准' },
    en: {
      label: 'Trees',
      hint: 'Gradient-boosted: the strong plain model that deep ones must beat',
    },
    fields: [
      ...(['treeCount', 'learningRate', 'treeLeaves', 'treeMinLeaf', 'treePenalty'] as const),
      ...(['treeColumnShare', 'treeRowShare', 'treeTarget'] as const),
    ],
    isNetwork: false,
    defaults: { learningRate: 0.1, patience: 10 },
  },
  logistic: {
    tasks: ['probability'],
    zh: { label: '逻辑回归', hint: '只看最后一根日线，几秒钟：网络须胜过它' },
    en: {
      label: 'Logistic',
      hint: 'Logistic regression on the last bar alone, in seconds: the one to beat',
    },
    fields: [],
    isNetwork: true,
    defaults: {},
  },
  ridge: {
    tasks: ['return'],
    zh: { label: '岭回归', hint: '线性回归加惩罚，每次选股都作为对照' },
    en: { label: 'Ridge', hint: 'Linear regression with a penalty: beside every selection' },
    fields: ['ridgePenalty'],
    isNetwork: false,
    defaults: {},
  },
  portfolioTransformer: {
    tasks: ['weights'],
    zh: { label: '组合 Transformer', hint: '直接输出各股权重，按夏普减换手成本训练' },
    en: {
      label: 'Portfolio Transformer',
      hint: 'Gives the weights themselves, trained on Sharpe less the cost of turnover',
    },
    fields: ['hidden', 'heads', 'layers', 'feedForward', 'headUnits', 'dropout', 'turnoverCost'],
    isNetwork: true,
    defaults: {
      ...{ hidden: 128, heads: 8, layers: 4, feedForward: 512, headUnits: 64, dropout: 0.1 },
      ...{ optimizer: 'adam' },
    },
  },
} as const satisfies Record<string, ModelEntry>;

export type AnyModel = keyof typeof MODELS;
type KindOf<T extends ModelTask> = {
  [K in AnyModel]: T extends (typeof MODELS)[K]['tasks'][number] ? K : never;
}[AnyModel];

/** Models of a single symbol. */
export type ModelKind = KindOf<'probability'>;
/** Models of a cross-section. */
export type SelectionModel = KindOf<'return' | 'weights'>;

export const isModel = (name: string): name is AnyModel => Object.hasOwn(MODELS, name);

/** Models that can do a task, in the order of the registry. */
export function modelsFor<T extends ModelTask>(task: T): KindOf<T>[] {
  const has = (kind: AnyModel): kind is KindOf<T> =>
    (MODELS[kind].tasks as readonly ModelTask[]).includes(task);
  return Object.keys(MODELS).filter(isModel).filter(has);
}

export const MODEL_KINDS: readonly ModelKind[] = modelsFor('probability');
export const SELECTION_MODELS: readonly SelectionModel[] = [
  ...modelsFor('return'),
  ...modelsFor('weights'),
];

/**
 * Whether a run is nothing but the plain yardstick of its preset: ridge regression, which is always one
 * model, or a single logistic regression that no other model joins.
 */
export function isPlainModel({ model, settings }: PlainCandidate): boolean {
  if (model !== 'logistic') return model === 'ridge';
  const { ensembleModels, ensembleSeeds } = settings;
  const joining = ensembleModels.split('+').filter((kind) => kind !== 'none' && kind !== model);
  return ensembleSeeds === 1 && joining.length === 0;
}

interface PlainCandidate {
  model: AnyModel;
  settings: { ensembleModels: string; ensembleSeeds: number };
}

/**
 * What the training of a model is counted in, and how many of them it takes at most: networks are trained in
 * epochs, trees grow one a round whatever `epochs` says, ridge regression is solved at once.
 */
export function roundsOf(
  model: AnyModel,
  { epochs, treeCount }: { epochs: number; treeCount: number },
): { unit: 'epoch' | 'round'; most: number } {
  if (MODELS[model].isNetwork) return { unit: 'epoch', most: epochs };
  return { unit: 'round', most: model === 'trees' ? treeCount : 1 };
}

/** Whether a kind learns beside others whose predictions are weighed against each other. */
export const joinsEnsembles = (kind: AnyModel): boolean =>
  !['ridge', 'graphAttention', 'portfolioTransformer'].includes(kind);

/** Why a list of kinds that are to join is wrong. */
export function unknownKinds(text: string): string {
  const unknown = text.split('+').filter((kind) => !isModel(kind));
  const known = Object.keys(MODELS).filter(isModel).filter(joinsEnsembles);
  return `${unknown.join(', ')} is unknown; there are ${known.join(', ')}, apart by +, or none`;
}

/** Whether one of the run's kinds of models has dropout, so that repeated passes differ. */
export const canDropOut = (
  model: AnyModel,
  { ensembleModels }: { ensembleModels: string },
): boolean =>
  [model, ...ensembleModels.split('+').filter(isModel)].some((kind) => {
    const { fields }: Pick<ModelEntry, 'fields'> = MODELS[kind];
    return fields.includes('dropout');
  });

/** Passes with dropout on that are taken where a run asks for confidence and does not say how many. */
export const USUAL_PASSES = 50;
/** As many as the published toolkit takes. */
export const PUBLISHED_PASSES = 10;

/** `passes` for settings that ask something of confidence and are silent on it. */
function withPasses(model: AnyModel, settings: object): object {
  const said = new Map<string, unknown>(Object.entries(settings));
  const isAsked = said.get('requireBand') === true || Number(said.get('minConfidence') ?? 0) > 0;
  const kinds = said.get('ensembleModels');
  const ensembleModels = typeof kinds === 'string' ? kinds : 'none';
  if (!isAsked || said.has('passes') || !canDropOut(model, { ensembleModels })) return settings;
  return { ...settings, passes: USUAL_PASSES };
}

/**
 * What a config says with the defaults of its model put in where the user says nothing; what is no config
 * comes back as it is. `own` is the preset's model, whose defaults are those of the preset.
 */
export function withModelDefaults<T>(config: T, known: (key: string) => boolean, own?: string): T {
  if (typeof config !== 'object' || config === null) return config;
  const { model = own, settings = {} } = config as { model?: unknown; settings?: unknown };
  if (typeof model !== 'string' || !isModel(model)) return config;
  if (typeof settings !== 'object' || settings === null) return config;
  const entries = Object.entries(model === own ? {} : MODELS[model].defaults);
  const defaults = Object.fromEntries(entries.filter(([key]) => known(key)));
  return { ...config, settings: withPasses(model, { ...defaults, ...settings }) };
}
