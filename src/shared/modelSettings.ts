import { z } from 'zod';
import { isModel, unknownKinds } from './models.ts';

const count = z.number().int().positive();
const share = z.number().min(0).max(1);

export const OPTIMIZERS = ['adam', 'rmsprop', 'sgd'] as const;
export const SCHEDULES = ['constant', 'plateau', 'step', 'cosine'] as const;
export type Schedule = (typeof SCHEDULES)[number];
const TREE_TARGETS = ['value', 'ranking'] as const;

/** Sizes of networks. What each means for a model, and which it has, says the registry of models. */
const networkShape = {
  hidden: count.max(512).default(32),
  heads: count.max(16).default(2),
  layers: count.max(12).default(2),
  feedForward: count.max(2048).default(64),
  dropout: z.number().min(0).max(0.9).default(0.1),
  recurrentActivation: z.enum(['sigmoid', 'hardSigmoid']).default('sigmoid'),
  /** Units of the dense layer before the last one. */
  headUnits: count.max(512).default(64),
  /** Bars under one filter. */
  kernelSize: count.max(32).default(3),
} as const;

/** How networks are trained; the defaults switch off what published systems do not have. */
const trainingShape = {
  optimizer: z.enum(OPTIMIZERS).default('adam'),
  /** Largest length of the whole gradient; 0 = not clipped. */
  gradientClip: z.number().min(0).max(1000).default(0),
  /** How the learning rate changes from epoch to epoch. */
  schedule: z.enum(SCHEDULES).default('constant'),
  /** `plateau`: epochs without a lower validation loss after which the rate is lowered. */
  plateauPatience: count.max(1000).default(5),
  /** `plateau` and `step`: what the rate is multiplied with. */
  plateauFactor: z.number().positive().max(1).default(0.5),
  /** `step`: epochs from one lowering to the next. */
  stepEpochs: count.max(1000).default(10),
  /** How far inputs are pushed in the direction that raises the loss, in standard deviations. */
  adversarialEpsilon: z.number().min(0).max(1).default(0.01),
  /** Weight of the loss on pushed inputs beside the plain one; 0 = off. */
  adversarialWeight: z.number().min(0).max(10).default(0),
  /** Models of each kind, every one from a seed of its own. */
  ensembleSeeds: count.max(20).default(1),
  /** Kinds that join the run's own model, apart by `+`; weighted by inverse validation error. */
  ensembleModels: z
    .string()
    .refine((text): boolean => text === 'none' || text.split('+').every(isModel), {
      error: ({ input }): string => unknownKinds(String(input)),
    })
    .default('none'),
  /** Passes with dropout on, for the spread of each prediction; 0 = off. */
  passes: z.number().int().min(0).max(500).default(0),
} as const;

/** Gradient-boosted trees; their learning rate is the run's. */
const treeShape = {
  treeCount: count.max(5000).default(100),
  treeLeaves: count.min(2).max(255).default(31),
  /** Training rows that every leaf holds at least. */
  treeMinLeaf: count.max(1_000_000).default(20),
  /** Penalty on the leaves' values. */
  treePenalty: z.number().min(0).max(1e6).default(0),
  /** Share of the columns, and of the rows, that one tree is grown on. */
  treeColumnShare: share.min(0.01).default(1),
  treeRowShare: share.min(0.01).default(1),
} as const;

/** Settings of models that every preset has. */
export const modelSettingsShape = { ...networkShape, ...trainingShape, ...treeShape } as const;

/** Those of models of a single symbol. */
export const timingModelShape = {
  /** Whether a fold's networks start from the weights of the fold before. */
  warmStart: z.boolean().default(false),
} as const;

/** Those of models of a cross-section. */
export const selectionModelShape = {
  /** Epochs without a lower validation loss after which training stops, the best weights kept; 0 = all are trained. */
  patience: z.number().int().min(0).max(1000).default(0),
  /** Whether each stock has a model of its own. */
  perSymbol: z.boolean().default(false),
  /** `ranking`: trees learn the order within each date. */
  treeTarget: z.enum(TREE_TARGETS).default('value'),
  /** What turnover costs while portfolio weights are trained, a share of the traded value. */
  turnoverCost: z.number().min(0).max(0.1).default(0.001),
} as const;

/** The same settings with other defaults where `own` has them. */
export function withDefaults<S extends Record<string, z.ZodDefault>>(shape: S, own: object): S {
  const values = new Map<string, unknown>(Object.entries(own));
  const entries = Object.entries(shape).map(([key, schema]) => {
    const value = values.get(key);
    return [
      key,
      value === undefined ? schema : schema.clone({ ...schema.def, defaultValue: value }),
    ];
  });
  // Every key keeps its kind of value.
  return Object.fromEntries(entries) as S;
}

/** Those that `jobs` make models from, whatever the preset. */
export type ModelSettings = {
  [K in keyof typeof modelSettingsShape]: z.infer<(typeof modelSettingsShape)[K]>;
};
export type ModelSettingKey =
  | keyof ModelSettings
  | keyof typeof timingModelShape
  | keyof typeof selectionModelShape
  | 'learningRate'
  | 'ridgePenalty';
