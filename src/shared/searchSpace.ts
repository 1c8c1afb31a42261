import { z } from 'zod';
import type { ModelKind } from './domain.ts';
import type { SelectionModel } from './selection.ts';

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
  'layers',
  'heads',
  'feedForward',
  'dropout',
  'learningRate',
  'batchSize',
  'smoteNeighbours',
  'ridgePenalty',
] as const;

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

const hidden = integer(32, 256);
const layers = integer(1, 3, false);
const dropout = real(0.1, 0.5);
const learningRate = real(1e-4, 1e-2, true);
/** A cross-section has a hundred times the samples of one symbol. */
const TIMING = { learningRate, batchSize: integer(16, 128) };
const SELECTION = { learningRate, batchSize: integer(64, 1024) };
const HEADS: Dimension = { kind: 'choice', values: [1, 2, 4] };

const TIMING_SPACES: Partial<Record<ModelKind, SearchSpace>> = {
  bilstm: { hidden, ...TIMING },
  transformer: { layers, heads: HEADS, feedForward: hidden, dropout, ...TIMING },
};
const SELECTION_SPACES: Partial<Record<SelectionModel, SearchSpace>> = {
  lstm: { hidden, dropout, ...SELECTION },
  cnn: { hidden, ...SELECTION },
  priceBilstm: { hidden, dropout, ...SELECTION },
  ridge: { ridgePenalty: real(1e-6, 100, true) },
};

/** The ranges of the published toolkit for those settings that the model has. */
export function defaultSpace(config: {
  preset: string;
  model: ModelKind | SelectionModel;
}): SearchSpace {
  const isTiming = config.preset === 't-timing';
  const spaces: Partial<Record<string, SearchSpace>> = isTiming ? TIMING_SPACES : SELECTION_SPACES;
  return spaces[config.model] ?? (isTiming ? TIMING : SELECTION);
}
