import { AppError } from '#shared/errors.ts';

/** Where a panel's dates are cut, as indices: [0, trainTo) trains, [trainTo, testFrom) validates. */
export interface PanelSplit {
  trainTo: number;
  /** First date that is predicted. */
  testFrom: number;
}

/** Dates that a part of the panel needs at least, so that its figures mean anything. */
const FEWEST_DATES = 20;

/**
 * Cuts the dates at `split`; of those before it the last `validShare` validate.
 *
 * @throws INVALID_INPUT where the split does not lie inside the dates, NOT_ENOUGH_HISTORY where too few
 *   lie before it
 */
export function splitPanel(dates: Int32Array, split: number, validShare: number): PanelSplit {
  const [first, last] = [dates[0], dates[dates.length - 1]];
  if (dates.length === 0 || split > last || split <= first) {
    const span = dates.length === 0 ? 'no bars' : `bars from ${first} to ${last}`;
    throw new AppError(
      'INVALID_INPUT',
      `the split ${split} must lie after the first and not after the last bar; there are ${span}`,
      { split, first: first ?? null, last: last ?? null },
    );
  }
  const testFrom = dates.findIndex((date) => date >= split);
  const validDates = Math.round(testFrom * validShare);
  if (testFrom - validDates < FEWEST_DATES) {
    throw new AppError(
      'NOT_ENOUGH_HISTORY',
      `training needs ${FEWEST_DATES} trade dates and as many as validate, before ${split} there are ${testFrom}`,
      { needed: FEWEST_DATES, had: testFrom - validDates },
    );
  }
  return { trainTo: testFrom - validDates, testFrom };
}
