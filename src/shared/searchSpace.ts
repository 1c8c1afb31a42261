import { z } from 'zod';
import { widestFilter } from './filters.ts';
import { MODELS } from './models.ts';
import type { AnyModel } from './models.ts';

const range = { low: z.number(), high: z.number(), isLog: z.boolean().default(false) };

/** What one setting may be. `isLog`: equal ratios are equally far apart. Both ends belong to it. */
export const dimensionSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('real'), ...range }),
    z.strictObject({ kind: z.literal('integer'), ...range }),
    z.strictObject({
      kind: z.literal('choice'),
      values: z.array(z.union([z.number(), z.string()])).min(2, 'a choice has two values at least'),
    }),
  ])
  .refine((dimension) => dimension.kind === 'choice' || dimension.low < dimension.high, {
    error: 'low must be below high',
  })
  .refine((dimension) => dimension.kind === 'choice' || !dimension.isLog || dimension.low > 0, {
    error: 'a logarithmic range lies above 0',
  })
  .refine(
    (dimension) =>
      dimension.kind !== 'integer' ||
      (Number.isInteger(dimension.low) && Number.isInteger(dimension.high)),
    { error: 'the ends of an integer are whole numbers' },
  );
export type Dimension = z.infer<typeof dimensionSchema>;

/** Settings that decide how a model learns, not what is measured: two trials stay comparable. */
export const SEARCHABLE = [
  'hidden',
  'heads',
  'layers',
  'feedForward',
  'headUnits',
  'kernelSize',
  'dropout',
  'learningRate',
  'batchSize',
  'smoteNeighbours',
  'treeCount',
  'treeLeaves',
  'treeMinLeaf',
  'treePenalty',
  'treeColumnShare',
  'treeRowShare',
  'ridgePenalty',
] as const;
export type Searchable = (typeof SEARCHABLE)[number];

export const searchSpaceSchema = z
  .partialRecord(z.enum(SEARCHABLE), dimensionSchema)
  .refine((space) => Object.keys(space).length > 0, { error: 'a space has one setting at least' });
export type SearchSpace = z.infer<typeof searchSpaceSchema>;

const integer = (low: number, high: number, isLog = true): Dimension => ({
  ...{ kind: 'integer', low, high, isLog },
});
const real = (low: number, high: number, isLog = false): Dimension => ({
  ...{ kind: 'real', low, high, isLog },
});
const choice = (...values: number[]): Dimension => ({ kind: 'choice', values });

/** The published toolkit's, and for what it does not have the usual ones. */
const RANGES: Partial<Record<Searchable, Dimension>> = {
  hidden: integer(32, 256),
  heads: choice(1, 2, 4, 8),
  layers: integer(1, 3, false),
  feedForward: integer(32, 512),
  headUnits: integer(16, 128),
  kernelSize: integer(2, 5, false),
  dropout: real(0.1, 0.5),
  treeCount: integer(25, 400),
  treeLeaves: integer(4, 64),
  treeMinLeaf: integer(5, 100),
  treePenalty: real(0, 10),
  treeColumnShare: real(0.3, 1),
  treeRowShare: real(0.5, 1),
  ridgePenalty: real(1e-6, 100, true),
};
/** Widths that every number of heads divides. */
const DIVISIBLE = choice(32, 64, 128, 256);

/** What of a config decides about its space. */
interface Searched {
  preset: string;
  model: AnyModel;
  settings?: object;
}

/** The ranges of the published toolkit for those settings that the model has. */
export function defaultSpace({ preset, model, settings }: Searched): SearchSpace {
  const { isNetwork, tasks } = MODELS[model];
  const fields: readonly string[] = MODELS[model].fields;
  const space: SearchSpace = {};
  for (const name of SEARCHABLE) {
    const range = RANGES[name];
    if (range !== undefined && fields.includes(name)) space[name] = range;
  }
  if ('hidden' in space && 'heads' in space) space.hidden = DIVISIBLE;
  if (model === 'cnn') fitFilters(space, settings);
  if (isNetwork) {
    // A cross-section has a hundred times the samples of one symbol; a portfolio's are its dates.
    const isPerSymbol = settings && 'perSymbol' in settings && settings.perSymbol === true;
    const isCrossSection =
      preset !== 't-timing' && !isPerSymbol && !tasks.some((task) => task === 'weights');
    space.learningRate = real(1e-4, 1e-2, true);
    space.batchSize = isCrossSection ? integer(64, 1024) : integer(16, 128);
  } else if (fields.includes('learningRate')) space.learningRate = real(0.01, 0.3, true);
  return space;
}

/** Leaves out filters that are too wide for the window. */
function fitFilters(space: SearchSpace, settings: object = {}): void {
  const lookback = 'lookback' in settings ? settings.lookback : null;
  const range = space.kernelSize;
  if (typeof lookback !== 'number' || range?.kind !== 'integer') return;
  const high = Math.min(range.high, widestFilter(lookback));
  if (high > range.low) space.kernelSize = { ...range, high };
  else delete space.kernelSize;
}
