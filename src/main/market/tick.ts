/**
 * A price rounded half up to the tick. The tiny push undoes binary representation error
 * (10.075 × 100 = 1007.4999…).
 */
export function roundToTick(price: number, unitsPerYuan = 100): number {
  const units = price * unitsPerYuan;
  return Math.floor(units + 0.5 + Math.abs(units) * 1e-12) / unitsPerYuan;
}
