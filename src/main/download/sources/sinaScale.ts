/**
 * Sina's decimal steps: 0 = 1, 3 = 10, 6 = 100; in between ×2 and ×5 (1 = 2, 2 = 5, 4 = 20, …);
 * negative ones divide. A stored whole number is the value times its step.
 */
export function stepOf(precision: number): number {
  if (precision < 0) return 1 / stepOf(-precision);
  return 10 ** Math.floor(precision / 3) * [1, 2, 5][precision % 3];
}

/** A whole number on one step as a whole number on another; halves go to the even neighbour. */
export function rescale(value: number, from: number, to: number): number {
  if (from === to) return value;
  return from > to ? roundHalfEven(value, from / to) : value * Math.round(to / from);
}

/** value / unit, exact for whole numbers below 2^53. */
function roundHalfEven(value: number, unit: number): number {
  const whole = Math.round(unit);
  const quotient = Math.floor(value / whole);
  const rest = value - quotient * whole;
  const isUp = rest * 2 > whole || (rest * 2 === whole && quotient % 2 !== 0);
  return isUp ? quotient + 1 : quotient;
}
