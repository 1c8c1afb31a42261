import { z } from 'zod';
import { createBilstm } from './bilstm.ts';
import { createLogistic } from './logistic.ts';
import { createLstmAttention } from './lstmAttention.ts';
import type { Network } from './network.ts';
import { createPriceBilstm } from './priceBilstm.ts';
import { createCnn, createLstm } from './returnNetworks.ts';
import { createTcn } from './tcn.ts';
import { createTransformer } from './transformer.ts';

const count = z.number().int().positive();
const rate = z.number().min(0).max(0.9);

export const modelSpecSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('bilstm'), hidden: count }),
  z.strictObject({
    kind: z.literal('transformer'),
    heads: count,
    layers: count,
    feedForward: count,
    dropout: rate,
  }),
  z.strictObject({ kind: z.literal('logistic') }),
  z.strictObject({
    kind: z.literal('lstm'),
    hidden: count,
    dense: count,
    dropout: rate,
    recurrentActivation: z.enum(['sigmoid', 'hardSigmoid']).optional(),
    /** Of the last layer; tanh where nothing is said. */
    output: z.enum(['tanh', 'linear']).optional(),
  }),
  z.strictObject({ kind: z.literal('cnn'), filters: count, kernel: count }),
  z.strictObject({ kind: z.literal('priceBilstm'), hidden: count, dropout: rate }),
  z.strictObject({
    kind: z.literal('lstmAttention'),
    hidden: count,
    layers: count,
    dense: count,
    dropout: rate,
  }),
  z.strictObject({
    kind: z.literal('tcn'),
    filters: count,
    layers: count,
    kernel: count,
    dropout: rate,
  }),
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
    case 'lstm':
      return createLstm(lookback, width, spec);
    case 'cnn':
      return createCnn(lookback, width, spec);
    case 'priceBilstm':
      return createPriceBilstm(width, spec);
    case 'lstmAttention':
      return createLstmAttention(width, spec);
    case 'tcn':
      return createTcn(lookback, width, spec);
  }
}
