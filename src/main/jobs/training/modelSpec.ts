import type { ModelSpec } from '#main/model/spec.ts';
import type { AnyModel } from '#shared/models.ts';
import type { ModelSettings } from '#shared/modelSettings.ts';

type WindowModel = ModelSpec['kind'];
/** Kinds whose input is one window and that are trained step by step. */
export const isWindowModel = (kind: AnyModel): kind is WindowModel =>
  !['trees', 'ridge', 'graphAttention', 'portfolioTransformer'].includes(kind);

/** The network that a kind and its settings mean; a classifier ends in a logit, which has no bounds. */
export function toModelSpec(
  kind: WindowModel,
  settings: ModelSettings,
  isClassifier: boolean,
): ModelSpec {
  const { hidden, heads, layers, feedForward, dropout, headUnits: dense } = settings;
  switch (kind) {
    case 'bilstm':
      return { kind, hidden };
    case 'transformer':
      return { kind, heads, layers, feedForward, dropout };
    case 'logistic':
      return { kind };
    case 'lstm': {
      const { recurrentActivation } = settings;
      const output = isClassifier ? ({ output: 'linear' } as const) : {};
      return { kind, hidden, dense, dropout, recurrentActivation, ...output };
    }
    case 'cnn':
      return { kind, filters: hidden, kernel: settings.kernelSize };
    case 'priceBilstm':
      return { kind, hidden, dropout };
    case 'lstmAttention':
      return { kind, hidden, layers, dense, dropout };
    case 'tcn':
      return { kind, filters: hidden, layers, kernel: settings.kernelSize, dropout };
  }
}
