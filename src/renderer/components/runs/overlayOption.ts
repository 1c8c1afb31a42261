import type { EChartsOption } from 'echarts';
import { axisStyle, baseStyle, legendStyle, tooltipStyle } from '#renderer/charts/axisStyle.ts';
import type { ChartTheme } from '#renderer/charts/chartTheme.ts';
import { figure } from '#renderer/charts/figures.ts';
import type { DatedValue } from '#shared/run.ts';

export interface NamedCurve {
  name: string;
  curve: readonly DatedValue[];
}

/** A curve as multiples of its first value. */
function multiples(curve: readonly DatedValue[]): [date: string, multiple: number][] {
  const first = curve[0]?.value;
  return first ? curve.map(({ date, value }) => [date, value / first]) : [];
}

/** Colours of up to four runs, told apart also by their dashes. */
export function overlayColors(theme: ChartTheme): string[] {
  const { seriesStrategy, seriesBenchmark, seriesLogistic, text } = theme.palette;
  return [seriesStrategy, seriesBenchmark, seriesLogistic, text];
}

/** Equity of several runs, each from a start of 1, along the calendar: their spans may lie years apart. */
export function overlayOption(curves: readonly NamedCurve[], theme: ChartTheme): EChartsOption {
  const colors = overlayColors(theme);
  const dashes = ['solid', [6, 3], [2, 2], [8, 3, 2, 3]] as const;
  const style = axisStyle(theme);
  return {
    ...baseStyle(theme),
    grid: { left: 48, right: 16, top: 32, bottom: 24 },
    legend: { ...legendStyle(theme), top: 0, left: 40 },
    tooltip: {
      ...tooltipStyle(theme),
      trigger: 'axis',
      valueFormatter: figure(4),
    },
    dataZoom: [{ type: 'inside', throttle: 16 }],
    xAxis: {
      ...style,
      type: 'time',
      splitLine: { show: false },
      axisLabel: { ...style.axisLabel, formatter: '{yyyy}-{MM}', hideOverlap: true },
    },
    yAxis: { ...style, type: 'value', scale: true, splitNumber: 4 },
    series: curves.map(({ name, curve }, index) => {
      const dash = dashes[index] ?? 'solid';
      return {
        name,
        type: 'line',
        data: multiples(curve),
        showSymbol: false,
        color: colors[index],
        lineStyle: { width: 1.6, type: typeof dash === 'string' ? dash : [...dash] },
      };
    }),
  };
}
