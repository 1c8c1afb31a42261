import type { Overlay } from '#shared/dataContract.ts';

/** Overlays drawn over the candles / in a pane of their own. */
export type PriceOverlay = Extract<Overlay, 'ma' | 'boll'>;
export type PaneOverlay = Extract<Overlay, 'macd' | 'rsi' | 'kdj'>;
export type PaneName = 'price' | 'volume' | PaneOverlay | 'probability';

export const PRICE_OVERLAYS = ['ma', 'boll'] as const satisfies readonly PriceOverlay[];
export const PANE_OVERLAYS = ['macd', 'rsi', 'kdj'] as const satisfies readonly PaneOverlay[];

/** Place of a pane, in percent of the chart's height. */
export interface Pane {
  name: PaneName;
  top: number;
  height: number;
}

/** Kept free under the panes for dates and the scroll bar. */
const FOOT = 7;
const GAP = 1.2;
const WEIGHTS: Record<PaneName, number> = {
  price: 5,
  volume: 1.15,
  macd: 1.35,
  rsi: 1.35,
  kdj: 1.35,
  probability: 1.35,
};

/** Panes from top to bottom; the candles keep at least two fifths of the height. */
export function layoutPanes(overlays: readonly Overlay[], hasProbability: boolean): Pane[] {
  const chosen = PANE_OVERLAYS.filter((name) => overlays.includes(name));
  const names: PaneName[] = ['price', 'volume', ...chosen];
  if (hasProbability) names.push('probability');
  const total = names.reduce((sum, name) => sum + WEIGHTS[name], 0);
  const free = 100 - FOOT - GAP * (names.length - 1);
  let top = 0;
  return names.map((name) => {
    const pane = { name, top, height: (free * WEIGHTS[name]) / total };
    top += pane.height + GAP;
    return pane;
  });
}
