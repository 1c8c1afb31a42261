import type { Value } from './kernels.ts';
import { softmax } from './layers.ts';
import type { LayerContext, Pass } from './layers.ts';

/**
 * time × batch × size → batch × size: each bar weighted by the softmax over time of its score. `score` takes
 * the bars as rows, (time · batch) × size → (time · batch) × 1.
 */
export function attendOverTime(
  context: LayerContext,
  states: Value,
  score: (rows: Value) => Pass,
): Pass {
  const { k } = context;
  const [time, batch, size] = states.shape;
  const scored = score(k.reshape(states, [time * batch, size]));
  // Softmax runs over the last dimension, so time goes there and back.
  const scores = k.transpose(k.reshape(scored.output, [time, batch]), [1, 0]);
  const shares = softmax(context, scores);
  context.noteShares?.(shares.output);
  const share = k.reshape(k.transpose(shares.output, [1, 0]), [time, batch, 1]);
  return {
    output: k.sum(k.multiply(states, share), 0, false),
    backward: (gradient) => {
      const ofShares = k.transpose(k.sum(k.multiply(states, gradient), 2, false), [1, 0]);
      const ofScores = k.transpose(shares.backward(ofShares)(), [1, 0]);
      const ofRows = scored.backward(k.reshape(ofScores, [time * batch, 1]));
      return () => {
        const throughScore = k.reshape(ofRows(), states.shape);
        return k.add(k.multiply(share, gradient), throughScore);
      };
    },
  };
}
