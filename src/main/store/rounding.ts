/** Shares in the units to which sources round a volume: 手. */
export const VOLUME_UNITS: readonly number[] = [100];
/** Yuan in the units to which sources round an amount: whole yuan, hundreds, 万元. */
export const AMOUNT_UNITS: readonly number[] = [1, 100, 10_000];

/** Whether `coarse` is `fine` rounded (or cut) to one of the units. */
export function isRounded(coarse: number, fine: number, units: readonly number[]): boolean {
  return units.some(
    (unit) => coarse % unit === 0 && fine % unit !== 0 && Math.abs(coarse - fine) < unit,
  );
}

/** The known figure when the new one is only its rounding, else the new one. */
export function keepExact(known: number, fresh: number, units: readonly number[]): number {
  return isRounded(fresh, known, units) ? known : fresh;
}
