/** Figures as the tables under docs/results print them. */
export const percent = (ratio: number): string => `${(ratio * 100).toFixed(2)}%`;
export const figure = (value: number | null, digits = 2): string => value?.toFixed(digits) ?? '–';
export const yuan = (value: number): string =>
  value.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
