import type { ChartTheme } from './chartTheme.ts';
import { tick } from './figures.ts';

/** What every chart of the house shares: font, no animation, quiet axes. */
export function baseStyle(theme: ChartTheme) {
  return {
    animation: false,
    backgroundColor: 'transparent',
    textStyle: {
      fontFamily: theme.fontFamily,
      fontSize: theme.fontSize,
      color: theme.palette.text,
    },
  };
}

export function axisStyle(theme: ChartTheme) {
  return {
    axisLine: { lineStyle: { color: theme.palette.lineStrong } },
    axisTick: { show: false },
    axisLabel: {
      color: theme.palette.textFaint,
      fontSize: theme.fontSize,
      fontFamily: theme.fontFamily,
      formatter: tick,
    },
    splitLine: { lineStyle: { color: theme.palette.line } },
    nameTextStyle: { color: theme.palette.textFaint, fontSize: theme.fontSize },
  };
}

export function tooltipStyle(theme: ChartTheme) {
  return {
    backgroundColor: theme.palette.surface,
    borderColor: theme.palette.lineStrong,
    borderWidth: 1,
    padding: [6, 10],
    textStyle: { color: theme.palette.text, fontSize: 12, fontFamily: theme.fontFamily },
    extraCssText: 'box-shadow:0 4px 16px rgba(0,0,0,.16);font-variant-numeric:tabular-nums',
    confine: true,
    transitionDuration: 0,
  };
}

export function legendStyle(theme: ChartTheme) {
  return {
    textStyle: { color: theme.palette.text, fontSize: 12 },
    inactiveColor: theme.palette.lineStrong,
    itemWidth: 14,
    itemHeight: 8,
    icon: 'roundRect',
  };
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text made safe for a tooltip, which is HTML. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character);
}
