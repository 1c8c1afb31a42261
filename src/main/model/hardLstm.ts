import type { Kernels, Value } from './kernels.ts';
import { weightOf } from './layers.ts';
import type { LayerContext, Pass } from './layers.ts';

/**
 * The last hidden state of an LSTM whose gates go through Keras' hard sigmoid, clip(0.2 z + 0.5, 0, 1).
 * Weights as `Kernels.lstm` has them; x: time × batch × input. Backends offer no such operation, so it
 * is made of single ones and takes several times as long.
 */
export function hardLstm(context: LayerContext, name: string, x: Value): Pass {
  const { k, gradients } = context;
  const weight = weightOf(context, `${name}.weight`);
  const bias = weightOf(context, `${name}.bias`);
  const [time, batch, width] = x.shape;
  const hidden = bias.shape[0] / 4;
  const steps: Step[] = [];
  let state = k.upload(new Float32Array(batch * hidden), [batch, hidden]);
  let cell = state;
  for (let t = 0; t < time; t++) {
    const row = k.concat([k.reshape(k.slice(x, 0, t, 1), [batch, width]), state], 1);
    const step = takeStep(k, row, cell, k.addBias(k.matMul(row, weight), bias));
    steps.push(step);
    ({ state, cell } = step);
  }
  return {
    output: state,
    backward: (gradient) => {
      const ofGates = stepsBack(k, steps, weight, gradient, width);
      const all = k.concat(ofGates, 0);
      const rows = k.concat(
        steps.map(({ row }) => row),
        0,
      );
      gradients.set(`${name}.weight`, k.matMul(rows, all, true));
      gradients.set(`${name}.bias`, k.sumRows(all));
      return () =>
        k.stack(ofGates.map((part) => partOf(k, k.matMul(part, weight, false, true), 0, width)));
    },
  };
}

interface Step {
  /** Input and state before it, side by side. */
  row: Value;
  cellBefore: Value;
  gates: Record<'input' | 'forget' | 'output', Gate>;
  change: Value;
  bent: Value;
  cell: Value;
  state: Value;
}

function takeStep(k: Kernels, row: Value, cellBefore: Value, sums: Value): Step {
  const size = cellBefore.shape[1];
  const [ofInput, ofForget, ofChange, ofOutput] = k.split(sums, [size, size, size, size], 1);
  const gates = {
    input: hardSigmoid(k, ofInput),
    forget: hardSigmoid(k, ofForget),
    output: hardSigmoid(k, ofOutput),
  };
  const change = k.tanh(ofChange);
  const cell = k.add(
    k.multiply(gates.forget.value, cellBefore),
    k.multiply(gates.input.value, change),
  );
  const bent = k.tanh(cell);
  return {
    row,
    cellBefore,
    gates,
    change,
    bent,
    cell,
    state: k.multiply(gates.output.value, bent),
  };
}

/** Gradients of each step's sums, oldest first, from that of the last state. */
function stepsBack(
  k: Kernels,
  steps: readonly Step[],
  weight: Value,
  ofLast: Value,
  width: number,
): Value[] {
  let ofState = ofLast;
  let ofCell: Value | null = null;
  const results: Value[] = [];
  for (const { gates, change, bent, cellBefore } of [...steps].reverse()) {
    const throughState = k.tanhGradient(k.multiply(ofState, gates.output.value), bent);
    const here: Value = ofCell === null ? throughState : k.add(ofCell, throughState);
    const ofSums = k.concat(
      [
        gates.input.backward(k.multiply(here, change)),
        gates.forget.backward(k.multiply(here, cellBefore)),
        k.tanhGradient(k.multiply(here, gates.input.value), change),
        gates.output.backward(k.multiply(ofState, bent)),
      ],
      1,
    );
    results.unshift(ofSums);
    ofCell = k.multiply(here, gates.forget.value);
    const hidden = bent.shape[1];
    ofState = partOf(k, k.matMul(ofSums, weight, false, true), width, hidden);
  }
  return results;
}

const partOf = (k: Kernels, rows: Value, from: number, length: number): Value =>
  k.slice(rows, 1, from, length);

interface Gate {
  value: Value;
  backward: (gradient: Value) => Value;
}

/** relu(0.2 z + 0.5) − relu(0.2 z − 0.5) is the same line between 0 and 1. */
function hardSigmoid(k: Kernels, z: Value): Gate {
  const half = k.upload(Float32Array.of(0.5), [1]);
  const scaled = k.scale(z, 0.2);
  const above = k.relu(k.add(scaled, half));
  const beyond = k.relu(k.subtract(scaled, half));
  return {
    value: k.subtract(above, beyond),
    backward: (gradient) =>
      k.scale(k.subtract(k.reluGradient(gradient, above), k.reluGradient(gradient, beyond)), 0.2),
  };
}
