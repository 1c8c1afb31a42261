import { z } from 'zod';
import type { DateSamples } from '#main/dataset/panel/dateSamples.ts';
import type { Value } from '../kernels.ts';
import type { LayerContext, Pass } from '../layers.ts';
import type { WeightSpec } from '../network.ts';
import { createGraphAttention, graphMask } from './graphAttention.ts';
import { assetMask, createPortfolioTransformer } from './portfolioTransformer.ts';

const count = z.number().int().positive();
const rate = z.number().min(0).max(0.9);

export const dateSpecSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('graphAttention'), hidden: count, heads: count, dropout: rate }),
  z.strictObject({
    kind: z.literal('portfolioTransformer'),
    hidden: count,
    heads: count,
    layers: count,
    feedForward: count,
    dense: count,
    dropout: rate,
  }),
]);

/** A network that reads all symbols of a date at once, and its sizes. */
export type DateSpec = z.infer<typeof dateSpecSchema>;

/** Dimensions of its samples. */
export interface DateShape {
  slots: number;
  lookback: number;
  width: number;
}

export interface DateNetwork {
  readonly weights: readonly WeightSpec[];
  /** 0 for no dropout. */
  readonly dropoutRate: number;
  /** Shape of the mask of so many dates. */
  maskShape: (dates: number) => readonly number[];
  /** What is added to scores so that what is not there has no share: 0, or −10⁹. */
  maskOf: (samples: Pick<DateSamples, 'row' | 'group'>, date: number) => Float32Array;
  /** x: dates × slots × lookback × width → dates × slots. */
  forward: (context: LayerContext, x: Value, mask: Value) => Pass;
}

export function createDateNetwork(
  spec: DateSpec,
  { slots, lookback, width }: DateShape,
): DateNetwork {
  if (spec.kind === 'graphAttention') {
    return {
      ...createGraphAttention(width, spec),
      maskShape: (dates) => [dates, slots, slots],
      maskOf: (samples, date) => graphMask(samples, date, slots),
    };
  }
  return {
    ...createPortfolioTransformer(slots, lookback, width, spec),
    maskShape: (dates) => [dates, slots],
    maskOf: (samples, date) => assetMask(samples, date, slots),
  };
}
