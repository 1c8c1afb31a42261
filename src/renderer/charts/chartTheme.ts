import type { MarkerKind } from '#shared/domain.ts';

/** Every colour and font a chart may use; option functions take one and stay free of the DOM. */
export interface ChartTheme {
  isDark: boolean;
  surface: string;
  text: string;
  muted: string;
  axis: string;
  grid: string;
  /** Red: up, gain. */
  up: string;
  /** Green: down, loss. */
  down: string;
  accent: string;
  /** Lines that mean neither up nor down, most telling first. */
  series: readonly [string, string, string, string, string, string];
  /** Faint fill for spans of time. */
  shade: string;
  markers: Readonly<Record<MarkerKind, string>>;
  fontFamily: string;
  fontSize: number;
}

const FONT =
  'Inter, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif';

export const LIGHT_CHART_THEME: ChartTheme = {
  isDark: false,
  surface: '#ffffff',
  text: '#1d2430',
  muted: '#69727f',
  axis: '#c6ccd4',
  grid: '#eceff3',
  up: '#d6333a',
  down: '#0e8f5c',
  accent: '#2563c9',
  series: ['#2563c9', '#c77700', '#8a4fd0', '#0d8a9e', '#b8327f', '#6a7381'],
  shade: 'rgba(55, 84, 130, 0.07)',
  markers: {
    buy: '#d6333a',
    sell: '#0e8f5c',
    reduce: '#0d7fa8',
    stopLoss: '#1d2430',
    takeProfit: '#c77700',
    trailingStop: '#8a4fd0',
  },
  fontFamily: FONT,
  fontSize: 11,
};

export const DARK_CHART_THEME: ChartTheme = {
  isDark: true,
  surface: '#12161d',
  text: '#dfe4ec',
  muted: '#8b95a4',
  axis: '#39424f',
  grid: '#1f2630',
  up: '#f0575c',
  down: '#2fb67c',
  accent: '#6ea3ff',
  series: ['#6ea3ff', '#f0b04a', '#b691f5', '#45c2d4', '#ee7fb8', '#939dac'],
  shade: 'rgba(140, 175, 235, 0.08)',
  markers: {
    buy: '#ff6a6e',
    sell: '#2fb67c',
    reduce: '#45b4de',
    stopLoss: '#eef1f6',
    takeProfit: '#f0b04a',
    trailingStop: '#b691f5',
  },
  fontFamily: FONT,
  fontSize: 11,
};

/** A colour as the page's style sheet has it; empty where it is not set. */
export type ReadVariable = (name: string) => string;

/**
 * The palette for a mode, with what the page's CSS variables say put over it: the style sheet owns
 * surfaces, text and the red / green pair, the palette owns what only charts need.
 */
export function chartTheme(isDark: boolean, read: ReadVariable): ChartTheme {
  const base = isDark ? DARK_CHART_THEME : LIGHT_CHART_THEME;
  const pick = (name: string, fallback: string): string => read(name).trim() || fallback;
  return {
    ...base,
    surface: pick('--surface', base.surface),
    text: pick('--text', base.text),
    muted: pick('--text-muted', base.muted),
    axis: pick('--border-strong', base.axis),
    grid: pick('--chart-grid', base.grid),
    up: pick('--up', base.up),
    down: pick('--down', base.down),
    accent: pick('--accent', base.accent),
    fontFamily: pick('--font-sans', base.fontFamily),
  };
}
