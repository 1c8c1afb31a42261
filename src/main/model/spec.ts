import { z } from 'zod';
import { createBilstm } from './bilstm.ts';
import { createLogistic } from './logistic.ts';
import type { Network } from './network.ts';
import { createTransformer } from './transformer.ts';

const count = z.number().int().positive();

export const modelSpecSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('bilstm'), hidden: count }),
  z.strictObject({
    kind: z.literal('transformer'),
    heads: count,
    layers: count,
    feedForward: count,
    dropout: z.number().min(0).max(0.9),
  }),
  z.strictObject({ kind: z.literal('logistic') }),
]);

/** Which network, and its sizes. */
export type ModelSpec = z.infer<typeof modelSpecSchema>;

/** The network for windows of `lookback` bars × `width` features. */
export function createNetwork(spec: ModelSpec, lookback: number, width: number): Network {
  switch (spec.kind) {
    case 'bilstm':
      return createBilstm(width, spec.hidden);
    case 'transformer':
      return createTransformer(lookback, width, spec);
    case 'logistic':
      return createLogistic(lookback, width);
  }
}
