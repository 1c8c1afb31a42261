/**
 * Yuan rounded half up to fen, as brokers settle each fill.
 * The tiny relative push undoes binary representation error (1.005 × 100 = 100.49999…).
 */
export function roundToFen(yuan: number): number {
  const cents = Math.abs(yuan) * 100;
  return (Math.sign(yuan) * Math.floor(cents + 0.5 + cents * 1e-12)) / 100;
}
