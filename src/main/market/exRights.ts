import { roundToTick } from './tick.ts';

/** What an ex-date did to each share held at the close before it. */
export interface ExRights {
  /** prevClose less what was detached: the base of the day's price limits. Yuan. */
  reference: number;
  /** New shares for each share held; negative when shares were merged. */
  bonus: number;
  /** Yuan in cash for each share held. */
  cash: number;
}

/** Below this ratio the whole step counts as cash; from it on, whole tenths of a share are a bonus. */
const SMALLEST_BONUS = 1.1;
/** A lower factor than this is a merger of shares; between it and 1 the source corrected itself. */
const LARGEST_MERGER = 0.9;

/** Levels of a factor this close are one: sources round to eight digits. */
const SAME_LEVEL = 1e-6;

/**
 * Step of the cumulative factor on each bar, 1 where there is none. A source's factor at times slips
 * down for some days and returns to the level it left: the slip is a correction and keeps its step,
 * the return is none, or the account would be paid a dividend that nobody declared.
 * Each value depends on its own and earlier bars only.
 */
export function factorSteps(factor: Float64Array): Float64Array {
  const steps = new Float64Array(factor.length).fill(1);
  let left = NaN;
  for (let i = 1; i < factor.length; i++) {
    const ratio = factor[i] / factor[i - 1];
    if (ratio === 1) continue;
    if (Math.abs(factor[i] / left - 1) < SAME_LEVEL) {
      left = NaN;
      continue;
    }
    steps[i] = ratio;
    if (ratio >= 1 || ratio < LARGEST_MERGER) left *= ratio;
    else if (Number.isNaN(left)) left = factor[i - 1];
  }
  return steps;
}

/**
 * Splits a step of the cumulative factor into bonus shares and cash. The factor only tells their
 * joint value, so by convention: from 1.1 on the largest whole number of tenths of a share (the
 * usual 10 送/转 n) is taken as bonus and the rest as cash, below it everything is cash. Whatever the
 * split, value is conserved: prevClose = (1 + bonus) × prevClose / ratio + cash.
 * Known before the open of the ex-date. docs/decisions/0001-corporate-actions.md
 * @param ratio factor of the ex-date / factor of the bar before, as `factorSteps` gives it.
 * @returns null when the step means nothing for the account.
 */
export function exRightsOf(prevClose: number, ratio: number, unitsPerYuan = 100): ExRights | null {
  if (Math.abs(ratio - 1) < 1e-7) return null;
  if (ratio < 1 && ratio >= LARGEST_MERGER) return null;
  const after = prevClose / ratio;
  const reference = roundToTick(after, unitsPerYuan);
  if (ratio < 1) return { reference, bonus: ratio - 1, cash: 0 };
  // The push keeps a factor of 1.3 from becoming two tenths by its binary rest.
  const bonus = ratio + 1e-6 < SMALLEST_BONUS ? 0 : Math.floor((ratio - 1) * 10 + 1e-6) / 10;
  return { reference, bonus, cash: Math.max(0, prevClose - (1 + bonus) * after) };
}
