import type { ChartTheme } from './chartTheme.ts';

/** Colour of the n-th line of an overlay, the same in the chart and in what is written over it. */
export function overlayColor(theme: ChartTheme, overlay: string, index: number): string {
  if (overlay === 'boll') return theme.palette.textFaint;
  return theme.lines[index % theme.lines.length] ?? theme.palette.text;
}
