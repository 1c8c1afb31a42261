import { addProduct, transposed } from './cpuLinear.ts';

export interface LstmSize {
  time: number;
  batch: number;
  input: number;
  hidden: number;
}

/** Everything is time-major; gates hold input, forget, cell, output after their activation. */
export interface LstmTrace {
  /** time × batch × 4 hidden. */
  gates: Float32Array;
  /** time × batch × hidden, each. */
  cells: Float32Array;
  hidden: Float32Array;
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** The same layer as TensorFlow's BlockLSTMV2, in plain loops. */
export function lstmForward(
  x: Float32Array,
  weight: Float32Array,
  bias: Float32Array,
  size: LstmSize,
): LstmTrace {
  const { time, batch, input, hidden } = size;
  const width = 4 * hidden;
  const gates = new Float32Array(time * batch * width);
  for (let row = 0; row < time * batch; row++) gates.set(bias, row * width);
  addProduct(x, weight.subarray(0, input * width), gates, [time * batch, input, width]);
  const recurrent = weight.subarray(input * width);
  const cells = new Float32Array(time * batch * hidden);
  const outputs = new Float32Array(time * batch * hidden);
  for (let t = 0; t < time; t++) {
    const now = gates.subarray(t * batch * width, (t + 1) * batch * width);
    const before = (t - 1) * batch * hidden;
    if (t > 0) {
      const previous = outputs.subarray(before, before + batch * hidden);
      addProduct(previous, recurrent, now, [batch, hidden, width]);
    }
    for (let b = 0; b < batch; b++) {
      for (let h = 0; h < hidden; h++) {
        const at = b * width + h;
        const state = (t * batch + b) * hidden + h;
        const enter = (now[at] = sigmoid(now[at]));
        const forget = (now[at + hidden] = sigmoid(now[at + hidden]));
        const candidate = (now[at + 2 * hidden] = Math.tanh(now[at + 2 * hidden]));
        const leave = (now[at + 3 * hidden] = sigmoid(now[at + 3 * hidden]));
        const kept = t > 0 ? forget * cells[state - batch * hidden] : 0;
        cells[state] = kept + enter * candidate;
        outputs[state] = leave * Math.tanh(cells[state]);
      }
    }
  }
  return { gates, cells, hidden: outputs };
}

/** What the gradient of every hidden state gives. */
export interface LstmGradientTrace {
  /** (input + hidden) × 4 hidden. */
  weight: Float32Array;
  bias: Float32Array;
  /** Before their activation, time × batch × 4 hidden. */
  gates: Float32Array;
}

/** Gradients of weight, bias and gates from that of every hidden state. */
export function lstmBackward(
  x: Float32Array,
  weight: Float32Array,
  trace: LstmTrace,
  gradient: Float32Array,
  size: LstmSize,
): LstmGradientTrace {
  const { time, batch, input, hidden } = size;
  const width = 4 * hidden;
  const rows = time * batch;
  const backInto = transposed(weight.subarray(input * width), hidden, width);
  const gateGradients = new Float32Array(rows * width);
  const cellGradient = new Float32Array(batch * hidden);
  let fromLater = new Float32Array(batch * hidden);
  for (let t = time - 1; t >= 0; t--) {
    const now = gateGradients.subarray(t * batch * width, (t + 1) * batch * width);
    stepBack(trace, gradient, { ...size, t, now, cellGradient, fromLater });
    fromLater = new Float32Array(batch * hidden);
    addProduct(now, backInto, fromLater, [batch, width, hidden]);
  }
  const weightGradient = new Float32Array(weight.length);
  const inputPart = weightGradient.subarray(0, input * width);
  addProduct(transposed(x, rows, input), gateGradients, inputPart, [input, rows, width]);
  const earlier = (time - 1) * batch;
  const hiddenPart = weightGradient.subarray(input * width);
  const previous = transposed(trace.hidden.subarray(0, earlier * hidden), earlier, hidden);
  addProduct(previous, gateGradients.subarray(batch * width), hiddenPart, [hidden, earlier, width]);
  const biasGradient = new Float32Array(width);
  const ones = new Float32Array(rows).fill(1);
  addProduct(ones, gateGradients, biasGradient, [1, rows, width]);
  return { weight: weightGradient, bias: biasGradient, gates: gateGradients };
}

/** The gradient of x (time × batch × input) from that of the gates. */
export function lstmInputGradient(
  weight: Float32Array,
  gates: Float32Array,
  { time, batch, input, hidden }: LstmSize,
): Float32Array {
  const width = 4 * hidden;
  const out = new Float32Array(time * batch * input);
  const back = transposed(weight.subarray(0, input * width), input, width);
  addProduct(gates, back, out, [time * batch, width, input]);
  return out;
}

interface BackStep extends LstmSize {
  t: number;
  /** Filled in: gradients of this step's gates before their activation. */
  now: Float32Array;
  /** Carried from step to step. */
  cellGradient: Float32Array;
  fromLater: Float32Array;
}

function stepBack(trace: LstmTrace, gradient: Float32Array, step: BackStep): void {
  const { t, batch, hidden, now, cellGradient, fromLater } = step;
  const width = 4 * hidden;
  for (let b = 0; b < batch; b++) {
    for (let h = 0; h < hidden; h++) {
      const at = b * width + h;
      const own = b * hidden + h;
      const state = t * batch * hidden + own;
      const gate = t * batch * width + at;
      const [enter, forget] = [trace.gates[gate], trace.gates[gate + hidden]];
      const candidate = trace.gates[gate + 2 * hidden];
      const leave = trace.gates[gate + 3 * hidden];
      const cell = Math.tanh(trace.cells[state]);
      const before = t > 0 ? trace.cells[state - batch * hidden] : 0;
      const output = gradient[state] + fromLater[own];
      const total = cellGradient[own] + output * leave * (1 - cell * cell);
      now[at] = total * candidate * enter * (1 - enter);
      now[at + hidden] = total * before * forget * (1 - forget);
      now[at + 2 * hidden] = total * enter * (1 - candidate * candidate);
      now[at + 3 * hidden] = output * cell * leave * (1 - leave);
      cellGradient[own] = total * forget;
    }
  }
}
