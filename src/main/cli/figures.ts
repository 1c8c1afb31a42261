/** Figures as reports print them on a terminal; a dash where there is none. */
export const percent = (ratio: number): string => `${(ratio * 100).toFixed(2)}%`;
export const figure = (value: number | null, digits = 2): string => value?.toFixed(digits) ?? '–';
export const yuan = (value: number): string =>
  value.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
