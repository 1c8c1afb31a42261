import type { Kernels, Value } from './kernels.ts';
import type { NativeSession } from './nativeSession.ts';

/**
 * A whole LSTM layer as one operation forward and one backward (BlockLSTMV2, whose gates are in
 * the order input, forget, cell, output), without peepholes and without clipping the cell.
 */
export function createNativeLstm(session: NativeSession): Pick<Kernels, 'lstm' | 'lstmGradient'> {
  const { attributes, run, runMany, keep, filled, int } = session;
  const flag = attributes.flag('use_peephole', false);
  const toLong = [attributes.type('DstT', 'long')];
  const lengths = new Map<number, Value>();

  /** int64 scalars cannot be uploaded; one made by Cast is kept for each length. */
  const longLength = (time: number): Value => {
    const kept = lengths.get(time) ?? keep(() => run('Cast', toLong, [int(time)]));
    lengths.set(time, kept);
    return kept;
  };
  const inputs = (x: Value, weight: Value, bias: Value): Value[] => {
    const [time, batch] = x.shape;
    const hidden = bias.shape[0] / 4;
    const state = filled(0, batch, hidden);
    const peephole = filled(0, hidden);
    return [longLength(time), x, state, state, weight, peephole, peephole, peephole, bias];
  };

  return {
    lstm: (x, weight, bias) => {
      const saved = runMany('BlockLSTMV2', [], inputs(x, weight, bias), 7);
      return { hidden: saved[6], saved };
    },
    lstmGradient: (x, weight, bias, pass, gradient) => {
      const noCellGradient = filled(0, ...gradient.shape);
      const all = [...inputs(x, weight, bias), ...pass.saved, noCellGradient, gradient];
      const outputs = runMany('BlockLSTMGradV2', [flag], all, 8);
      return { weight: outputs[3], bias: outputs[7], input: () => outputs[0] };
    },
  };
}
