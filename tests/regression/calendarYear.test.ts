import { expect, it } from 'vitest';
import { selectionVerdict } from '#shared/selectionVerdict.ts';
import { SELECTION_VERDICT_WORDS } from '#shared/selectionVerdictText.ts';
import { makeSelectionReport } from '#tests/fixtures/makeSelectionReport.ts';

const format = { change: String, share: String, number: String };
const isShort = (...dates: string[]): boolean => {
  const equity = dates.map((date) => ({ date, value: 1 }));
  const lines = selectionVerdict(
    makeSelectionReport({ equity }),
    SELECTION_VERDICT_WORDS.en,
    format,
  );
  return lines.some(({ text }) => text.includes('less than a year'));
};

it('takes the trading days of a calendar year for a year, however few they are', () => {
  expect(isShort('2022-01-04', '2022-12-30')).toBe(false);
  expect(isShort('2006-01-04', '2006-12-29')).toBe(false);
  expect(isShort('2022-01-04', '2022-11-30')).toBe(true);
});
