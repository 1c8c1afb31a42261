/**
 * The palette of both themes: the single source of colour for CSS variables, naive-ui and charts.
 * Red = up and green = down are kept for prices and results only; success is `accent`, trouble is
 * `warn` (amber) or `danger` (burnt orange), so that a state is never read as a price move.
 */
export interface Palette {
  /** Behind everything / the rail and bars / panels / insets in a panel / hovered rows. */
  bg: string;
  chrome: string;
  surface: string;
  sunken: string;
  hover: string;
  /** The chosen one of several, on `hover`. */
  chosen: string;
  line: string;
  lineStrong: string;
  text: string;
  textSoft: string;
  textFaint: string;
  accent: string;
  accentHover: string;
  accentSoft: string;
  onAccent: string;
  up: string;
  upSoft: string;
  down: string;
  downSoft: string;
  warn: string;
  warnSoft: string;
  danger: string;
  dangerSoft: string;
  /** Lines of a chart that are not prices: strategy, hold, logistic, benchmark. */
  seriesStrategy: string;
  seriesHold: string;
  seriesLogistic: string;
  seriesBenchmark: string;
  shadow: string;
}

export const LIGHT: Palette = {
  bg: '#f3f4f7',
  chrome: '#fbfbfd',
  surface: '#ffffff',
  sunken: '#f6f7f9',
  hover: '#eef1f6',
  chosen: '#ffffff',
  line: '#e2e5eb',
  lineStrong: '#c9cfd9',
  text: '#1b212c',
  textSoft: '#4d5768',
  textFaint: '#6d7686',
  accent: '#2b5fc7',
  accentHover: '#2352b3',
  accentSoft: '#e8effb',
  onAccent: '#ffffff',
  up: '#d0292f',
  upSoft: '#fbe6e6',
  down: '#0b8457',
  downSoft: '#e0f3eb',
  warn: '#96600a',
  warnSoft: '#fdf3dc',
  danger: '#b4470d',
  dangerSoft: '#fdeee3',
  seriesStrategy: '#2b5fc7',
  seriesHold: '#8a93a3',
  seriesLogistic: '#8557c4',
  seriesBenchmark: '#b98518',
  shadow: '0 8px 28px rgba(23, 32, 52, 0.14)',
};

export const DARK: Palette = {
  bg: '#0e1116',
  chrome: '#12161c',
  surface: '#171b22',
  sunken: '#12161c',
  hover: '#1f252e',
  chosen: '#363f4d',
  line: '#272e39',
  lineStrong: '#3b4452',
  text: '#e6e9ee',
  textSoft: '#b0b8c4',
  textFaint: '#8a94a3',
  accent: '#7aa5f5',
  accentHover: '#93b7fa',
  accentSoft: '#1d2a42',
  onAccent: '#0c1420',
  up: '#f2646a',
  upSoft: '#3a1d22',
  down: '#3fb98a',
  downSoft: '#142f27',
  warn: '#e0ad4f',
  warnSoft: '#30270f',
  danger: '#f0935a',
  dangerSoft: '#37220f',
  seriesStrategy: '#7aa5f5',
  seriesHold: '#8f99a8',
  seriesLogistic: '#b493ea',
  seriesBenchmark: '#d9ab4e',
  shadow: '0 8px 28px rgba(0, 0, 0, 0.5)',
};

/** `lineStrong` → `--line-strong`. */
export function cssVariableName(token: string): string {
  return `--${token.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

export const FONT_SANS =
  "system-ui, -apple-system, 'Segoe UI', 'PingFang SC', 'Microsoft YaHei UI', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Source Han Sans SC', 'WenQuanYi Micro Hei', sans-serif";
export const FONT_MONO =
  "ui-monospace, 'SF Mono', 'Cascadia Mono', 'Segoe UI Mono', Consolas, 'DejaVu Sans Mono', 'Noto Sans CJK SC', monospace";
