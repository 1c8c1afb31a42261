import type { BarKernel } from './kernel.ts';

const unary =
  (compute: (value: number) => number): BarKernel =>
  (out, [x], _, length) => {
    for (let i = 0; i < length; i++) out[i] = compute(x[i]);
  };

/* Arithmetic and comparisons are spelled out: each is a loop of its own that the compiler knows whole. */

const add: BarKernel = (out, [a, b], _, length) => {
  for (let i = 0; i < length; i++) out[i] = a[i] + b[i];
};
const subtract: BarKernel = (out, [a, b], _, length) => {
  for (let i = 0; i < length; i++) out[i] = a[i] - b[i];
};
const multiply: BarKernel = (out, [a, b], _, length) => {
  for (let i = 0; i < length; i++) out[i] = a[i] * b[i];
};
const divide: BarKernel = (out, [a, b], _, length) => {
  for (let i = 0; i < length; i++) out[i] = a[i] / b[i];
};
const negate: BarKernel = (out, [a], _, length) => {
  for (let i = 0; i < length; i++) out[i] = -a[i];
};
const abs: BarKernel = (out, [a], _, length) => {
  for (let i = 0; i < length; i++) out[i] = Math.abs(a[i]);
};
const log: BarKernel = (out, [a], _, length) => {
  for (let i = 0; i < length; i++) out[i] = Math.log(a[i]);
};
/** Math.max and Math.min are NaN as soon as one side is. */
const greater: BarKernel = (out, [a, b], _, length) => {
  for (let i = 0; i < length; i++) out[i] = Math.max(a[i], b[i]);
};
const less: BarKernel = (out, [a, b], _, length) => {
  for (let i = 0; i < length; i++) out[i] = Math.min(a[i], b[i]);
};
const power: BarKernel = (out, [a, b], _, length) => {
  for (let i = 0; i < length; i++) out[i] = raise(a[i], b[i]);
};
const lessThan: BarKernel = (out, [a, b], _, length) => {
  for (let i = 0; i < length; i++) out[i] = a[i] < b[i] ? 1 : 0;
};
const lessEqual: BarKernel = (out, [a, b], _, length) => {
  for (let i = 0; i < length; i++) out[i] = a[i] <= b[i] ? 1 : 0;
};
const equal: BarKernel = (out, [a, b], _, length) => {
  for (let i = 0; i < length; i++) out[i] = a[i] === b[i] ? 1 : 0;
};
const notEqual: BarKernel = (out, [a, b], _, length) => {
  for (let i = 0; i < length; i++) out[i] = a[i] === b[i] ? 0 : 1;
};
const and: BarKernel = (out, [a, b], _, length) => {
  for (let i = 0; i < length; i++) out[i] = a[i] !== 0 && b[i] !== 0 ? 1 : 0;
};
const or: BarKernel = (out, [a, b], _, length) => {
  for (let i = 0; i < length; i++) out[i] = a[i] !== 0 || b[i] !== 0 ? 1 : 0;
};
const where: BarKernel = (out, [condition, a, b], _, length) => {
  for (let i = 0; i < length; i++) out[i] = condition[i] !== 0 ? a[i] : b[i];
};
const clip: BarKernel = (out, [x, low, high], _, length) => {
  for (let i = 0; i < length; i++) {
    const raised = x[i] < low[i] ? low[i] : x[i];
    out[i] = raised > high[i] ? high[i] : raised;
  }
};

/** As C has it: anything to the power of 0, and 1 to any power, is 1. */
const raise = (base: number, exponent: number): number =>
  base === 1 ? 1 : exponent === 2 ? base * base : base ** exponent;

/** What each operator and function of one bar computes, by canonical name. */
export const BAR_KERNELS: Readonly<Record<string, BarKernel>> = {
  add,
  subtract,
  multiply,
  divide,
  negate,
  power,
  abs,
  log,
  greater,
  less,
  where,
  clip,
  equal,
  not_equal: notEqual,
  less_than: lessThan,
  less_equal: lessEqual,
  greater_than: (out, [a, b], parameters, length) => {
    lessThan(out, [b, a], parameters, length);
  },
  greater_equal: (out, [a, b], parameters, length) => {
    lessEqual(out, [b, a], parameters, length);
  },
  and,
  or,
  not: unary((value) => (value === 0 ? 1 : 0)),
  plus: unary((value) => value),
  sign: unary((value) => Math.sign(value)),
  exp: unary((value) => Math.exp(value)),
  sqrt: unary((value) => Math.sqrt(value)),
  is_missing: unary((value) => (Number.isNaN(value) ? 1 : 0)),
};
