import { z } from 'zod';
import { modelSettingsShape, selectionModelShape, withDefaults } from './modelSettings.ts';
import { MODELS } from './models.ts';
import type { ModelTask } from './models.ts';
import { symbolSchema } from './symbolSchema.ts';
import { selectionToolkitShape, toolkitSettingsShape } from './toolkitSettings.ts';

export const SELECTION_PRESETS = [
  'lstm-select',
  'cnn-select',
  'lstm-top30',
  'multi-factor',
  'portfolio-transformer',
] as const;
export type SelectionPreset = (typeof SELECTION_PRESETS)[number];

/** What a preset's models have to give. */
export const PRESET_TASKS = {
  'lstm-select': 'return',
  'cnn-select': 'return',
  'lstm-top30': 'return',
  'multi-factor': 'return',
  'portfolio-transformer': 'weights',
} as const satisfies Record<SelectionPreset, ModelTask>;

const SEVEN = [
  'close_0/mean(close_0,5)',
  'close_0/mean(close_0,10)',
  'close_0/mean(close_0,20)',
  'close_0/open_0',
  'open_0/mean(close_0,5)',
  'open_0/mean(close_0,10)',
  'open_0/mean(close_0,20)',
];

const returnLabel = (horizon: number): string =>
  [
    `shift(close, -${horizon}) / shift(open, -1) - 1`,
    'clip(label, all_quantile(label, 0.01), all_quantile(label, 0.99))',
    'where(shift(high, -1) == shift(low, -1), NaN, label)',
  ].join('\n');

/** Where nothing is said by a system. */
const COMMON = {
  optimizer: 'rmsprop',
  learningRate: 1e-3,
  rebalance: 'days',
} as const;

/** What the published systems fix, each with its own figures. */
export const SELECTION_DEFAULTS = {
  'lstm-select': {
    model: 'lstm',
    features: SEVEN,
    label: returnLabel(5),
    target: 'return',
    standardise: 'column',
    lookback: 5,
    hidden: 32,
    headUnits: 30,
    dropout: 0.2,
    epochs: 5,
    batchSize: 256,
    holdCount: 30,
    weighting: 'logRank',
    holdDays: 5,
    positionCap: 0.9,
  },
  'cnn-select': {
    model: 'cnn',
    features: SEVEN,
    label: returnLabel(2),
    target: 'return',
    standardise: 'column',
    lookback: 5,
    hidden: 20,
    dropout: 0,
    epochs: 5,
    batchSize: 256,
    holdCount: 20,
    weighting: 'logRank',
    holdDays: 2,
    positionCap: 0.2,
  },
  'lstm-top30': {
    model: 'priceBilstm',
    features: ['open', 'high', 'low', 'close', 'volume', 'amount'],
    label: 'shift(close, -1)',
    target: 'price',
    standardise: 'symbol',
    lookback: 10,
    hidden: 64,
    dropout: 0.2,
    epochs: 10,
    batchSize: 1000,
    holdCount: 30,
    weighting: 'equal',
    holdDays: 1,
    positionCap: 1,
  },
  'multi-factor': {
    ...MODELS.lstmAttention.defaults,
    model: 'lstmAttention',
    // Return, value, momentum, quality and volatility; what the store does not have is left out.
    features: [
      'close_0/close_1-1',
      '1/pe',
      '1/pb',
      'close_0/close_20-1',
      'pb/pe',
      'std(close_0/close_1-1,20)',
    ],
    label: 'shift(close, -2) / shift(close, -1) - 1',
    target: 'return',
    standardise: 'symbol',
    lookback: 60,
    epochs: 10,
    patience: 3,
    batchSize: 32,
    perSymbol: true,
    holdCount: 10,
    weighting: 'equal',
    holdDays: 21,
    rebalance: 'months',
    positionCap: 1,
  },
  'portfolio-transformer': {
    ...MODELS.portfolioTransformer.defaults,
    model: 'portfolioTransformer',
    features: ['close_0/close_1-1'],
    label: 'shift(open, -2) / shift(open, -1) - 1',
    target: 'return',
    standardise: 'column',
    lookback: 30,
    epochs: 20,
    patience: 5,
    batchSize: 64,
    learningRate: 1e-4,
    holdCount: 10,
    weighting: 'equal',
    holdDays: 1,
    positionCap: 1,
  },
} as const satisfies Record<SelectionPreset, object>;

const count = z.number().int().positive();
const share = z.number().min(0).max(1);
const expression = z.string().trim().min(1, 'an expression is empty').max(2000);

/** Every setting of a cross-sectional preset with the default of its system. */
export const selectionSettingsOf = (preset: SelectionPreset) => {
  const own = { ...COMMON, ...SELECTION_DEFAULTS[preset] };
  return z.strictObject({
    /** Expressions, or names of factor sets with `@` before them: `@alpha158`. */
    features: z
      .array(expression)
      .min(1)
      .max(400)
      .default([...own.features]),
    /** A program of the expression language; the only place where a negative shift is allowed. */
    label: expression.default(own.label),
    /** `return`: the label is the score; `price`: it is a price, and the score is prediction / close − 1. */
    target: z.enum(['return', 'price']).default(own.target),
    /** Whose statistics scale an input: the column's, each stock's or each date's; training part only. */
    standardise: z.enum(['column', 'symbol', 'date']).default(own.standardise),
    /** Standardised inputs beyond it are cut to it; 0 = never. */
    featureClip: z.number().min(0).max(100).default(5),
    /** Rows with an input beyond this quantile of the training part, at either end, are left out; 0 = none. */
    dropOutliers: z.number().min(0).max(0.2).default(0),
    /** Labels are cut into this many equally filled classes, numbered from 0; 0 = left as they are. */
    labelClasses: z.number().int().min(0).max(100).default(0),
    /** Bars in one sample, along each symbol's own bars. */
    lookback: count.max(250).default(own.lookback),
    ...withDefaults({ ...modelSettingsShape, ...selectionModelShape }, own),
    epochs: count.max(1000).default(own.epochs),
    batchSize: count.max(65536).default(own.batchSize),
    learningRate: z.number().positive().max(1).default(own.learningRate),
    /** Penalty of the ridge baseline, on standardised inputs, per sample. */
    ridgePenalty: z.number().min(0).max(1e6).default(1e-3),
    /** Stocks bought a day, or held in equal parts. */
    holdCount: count.max(500).default(own.holdCount),
    /** `logRank`: 1 / ln(rank + 1), normalised; `equal`: the same for each. */
    weighting: z.enum(['logRank', 'equal']).default(own.weighting),
    holdDays: count.max(250).default(own.holdDays),
    /** Where the best are held in parts: anew every `holdDays` closes, or at the first close of a month. */
    rebalance: z.enum(['days', 'months']).default(own.rebalance),
    /** Share of equity that one stock may take. */
    positionCap: share.default(own.positionCap),
    /** Bars that a stock must have had before it may be bought. */
    minListedBars: z.number().int().min(0).max(2000).default(60),
    /** Whether stocks under ST may be bought. */
    allowSt: z.boolean().default(false),
    cash: z.number().positive().max(1e12).default(1_000_000),
    commission: z.number().min(0).max(0.05).default(0.0003),
    minCommission: z.number().min(0).max(1000).default(5),
    slippage: z.number().min(0).max(0.05).default(0),
    volumeCap: z.number().positive().max(1).default(0.025),
    /**
     * `exchange`: every dated A-share rule. `document`: as the published system assumed (any share count,
     * no limits, sold on the day's close, 0.0003 to buy and 0.0013 to sell), marked in the report.
     */
    rules: z.enum(['exchange', 'document']).default('exchange'),
    benchmark: symbolSchema.default('000300.SH'),
    ...selectionToolkitShape,
    ...toolkitSettingsShape,
  });
};
export type SelectionSettings = z.infer<ReturnType<typeof selectionSettingsOf>>;
