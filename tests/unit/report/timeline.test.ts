import { expect, it } from 'vitest';
import { linearScale, niceTicks } from '#main/report/html/scale.ts';
import { monthlyReturns } from '#main/report/html/timeline.ts';

it('takes a month from the last close of the month before, the first from its first close', () => {
  const equity = [
    { date: '2023-12-28', value: 100 },
    { date: '2023-12-29', value: 110 },
    { date: '2024-01-02', value: 120 },
    { date: '2024-01-31', value: 121 },
    { date: '2024-03-01', value: 60.5 },
  ];
  const months = monthlyReturns(equity);
  expect(months.map(({ year, month }) => `${year}/${month}`)).toEqual([
    '2023/12',
    '2024/1',
    '2024/3',
  ]);
  const values = months.map(({ value }) => value);
  [0.1, 0.1, -0.5].forEach((value, i) => expect(values[i]).toBeCloseTo(value, 12));
});

it('survives equity that fell to nothing', () => {
  const equity = ['2024-01-31', '2024-02-29', '2024-03-29'].map((date) => ({ date, value: 0 }));
  expect(monthlyReturns(equity).map(({ value }) => value)).toEqual([0, 0, 0]);
});

it('puts ticks on round values within the range', () => {
  expect(niceTicks(0.3, 10.2, 5)).toEqual([2, 4, 6, 8, 10]);
  expect(niceTicks(5, 5, 4)).toEqual([5]);
});

it('maps a domain of one value to the middle', () => {
  expect(linearScale(3, 3, 0, 10)(3)).toBe(5);
});
