import type { MarkerKind } from '#shared/domain.ts';

export interface MarkerShape {
  /** SVG path in a box of 24 × 24. */
  path: string;
  /** Entries stand under the bar, exits over it. */
  isBelow: boolean;
}

/** One outline a kind, so that none needs its colour to be told from another. */
export const MARKER_SHAPES: Readonly<Record<MarkerKind, MarkerShape>> = {
  // Triangle up.
  buy: { path: 'M12 2 L23 21 L1 21 Z', isBelow: true },
  // Triangle down.
  sell: { path: 'M1 3 L23 3 L12 22 Z', isBelow: false },
  // Diamond.
  reduce: { path: 'M12 0.5 L22 12 L12 23.5 L2 12 Z', isBelow: false },
  // Cross.
  stopLoss: {
    path: 'M5.2 1 L12 7.8 L18.8 1 L23 5.2 L16.2 12 L23 18.8 L18.8 23 L12 16.2 L5.2 23 L1 18.8 L7.8 12 L1 5.2 Z',
    isBelow: false,
  },
  // Star.
  takeProfit: {
    path: 'M12 0.5 L15.2 8.2 L23.6 8.9 L17.2 14.3 L19.2 22.5 L12 18.1 L4.8 22.5 L6.8 14.3 L0.4 8.9 L8.8 8.2 Z',
    isBelow: false,
  },
  // Ring: the hole is wound the other way round.
  trailingStop: {
    path: 'M12 1 A11 11 0 1 1 12 23 A11 11 0 1 1 12 1 Z M12 7.5 A4.5 4.5 0 1 0 12 16.5 A4.5 4.5 0 1 0 12 7.5 Z',
    isBelow: false,
  },
};
