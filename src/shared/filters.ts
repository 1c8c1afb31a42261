/** The most bars that each of a CNN's two filters, one behind the other, can lie over in a window. */
export const widestFilter = (lookback: number): number => Math.floor((lookback + 1) / 2);
