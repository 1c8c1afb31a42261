import type { MarkerKind } from '#shared/domain.ts';
import { FONT_SANS } from '../theme/tokens.ts';
import type { Palette } from '../theme/tokens.ts';

/** Every colour and font a chart may use; option functions take one and stay free of the DOM. */
export interface ChartTheme {
  palette: Palette;
  /** Lines of indicators, in the order in which they are drawn. */
  lines: readonly [string, string, string, string];
  /** Faint fill of a span of time / of a chosen one. */
  shade: string;
  shadeStrong: string;
  markers: Readonly<Record<MarkerKind, string>>;
  fontFamily: string;
  fontSize: number;
}

const LIGHT_MARKERS = {
  reduce: '#0b7ea4',
  stopLoss: '#3c2f2a',
  takeProfit: '#b97100',
  trailingStop: '#7d43c6',
};
const DARK_MARKERS = {
  reduce: '#4dbbe6',
  stopLoss: '#f3ece4',
  takeProfit: '#f2b64f',
  trailingStop: '#ba95f7',
};

/** Chart colours that go with a palette of the page. */
export function chartTheme(palette: Palette, isDark: boolean): ChartTheme {
  return {
    palette,
    lines: isDark
      ? ['#e8b95a', '#6aa6f8', '#d38be0', '#55c3bd']
      : ['#b9790b', '#2f6fd6', '#a34fb8', '#12877f'],
    shade: isDark ? 'rgba(150, 180, 235, 0.10)' : 'rgba(50, 80, 135, 0.08)',
    shadeStrong: isDark ? 'rgba(122, 165, 245, 0.16)' : 'rgba(43, 95, 199, 0.10)',
    markers: {
      buy: palette.up,
      sell: palette.down,
      ...(isDark ? DARK_MARKERS : LIGHT_MARKERS),
    },
    fontFamily: FONT_SANS,
    fontSize: 11,
  };
}
