import type { Network } from './network.ts';
import { createSequential } from './sequential.ts';
import {
  convolutionLayer,
  denseLayer,
  dropoutLayer,
  globalMaxPoolLayer,
  lstmLayer,
  maxPoolLayer,
} from './sequentialLayers.ts';
import type { RecurrentActivation } from './sequentialLayers.ts';

export interface LstmSizes {
  hidden: number;
  dense: number;
  dropout: number;
  /** A sigmoid where nothing is said. */
  recurrentActivation?: RecurrentActivation;
  /** Tanh where nothing is said. */
  output?: 'tanh' | 'linear';
}

/** The network of lstm-select: the window's last LSTM state through one dense layer. */
export const createLstm = (time: number, width: number, sizes: LstmSizes): Network =>
  createSequential(time, width, sizes.dropout, [
    lstmLayer(sizes.hidden, sizes.recurrentActivation),
    dropoutLayer,
    denseLayer(sizes.dense, 'tanh'),
    dropoutLayer,
    denseLayer(1, sizes.output ?? 'tanh'),
  ]);

export interface CnnSizes {
  filters: number;
  kernel: number;
}

/** The network of cnn-select: two convolutions over time, the largest of each filter, one number. */
export const createCnn = (time: number, width: number, { filters, kernel }: CnnSizes): Network =>
  createSequential(time, width, 0, [
    convolutionLayer(filters, kernel, 'relu'),
    maxPoolLayer(1),
    convolutionLayer(filters, kernel, 'relu'),
    maxPoolLayer(1),
    globalMaxPoolLayer,
    denseLayer(1, 'linear'),
  ]);
