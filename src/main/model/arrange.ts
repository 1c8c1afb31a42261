import type { Kernels, Value } from './kernels.ts';
import type { Pass } from './layers.ts';
import type { Network } from './network.ts';

/** Samples as they are. */
export const asTheyAre = (_: Kernels, x: Value): Pass => ({
  output: x,
  backward: (gradient) => () => gradient,
});

/** samples × time × width → time × samples × width. */
export const timeFirst = (k: Kernels, x: Value): Pass => ({
  output: k.transpose(x, [1, 0, 2]),
  backward: (gradient) => () => k.transpose(gradient, [1, 0, 2]),
});

/** The same network on samples as they are, so that its way back leads to them. */
export const readingSamples = (network: Network): Network => ({
  ...network,
  sampleAxis: 0,
  arrange: asTheyAre,
  forward: (context, x) => {
    const arranged = network.arrange(context.k, x);
    const inner = network.forward(context, arranged.output);
    return {
      output: inner.output,
      backward: (gradient) => {
        const ofArranged = inner.backward(gradient);
        return () => arranged.backward(ofArranged())();
      },
    };
  },
});
