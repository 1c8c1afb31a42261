import type { EChartsOption } from 'echarts';
import type { SelectionQuality } from '#shared/selection.ts';
import { axisStyle, baseStyle, legendStyle, tooltipStyle } from './axisStyle.ts';
import type { ChartTheme } from './chartTheme.ts';
import { figure } from './figures.ts';

export interface IcLabels {
  monthly: string;
  cumulative: string;
}

/** Running sum of the daily rank IC at the last day of each month; days without one count as 0. */
export function cumulativeByMonth(quality: Pick<SelectionQuality, 'daily' | 'monthly'>): number[] {
  let sum = 0;
  const atEnd = new Map<string, number>();
  for (const { date, rankIc } of quality.daily) {
    sum += rankIc ?? 0;
    atEnd.set(date.slice(0, 7), sum);
  }
  return quality.monthly.map(({ month }) => atEnd.get(month) ?? 0);
}

/** Mean rank IC of each month as bars (red above 0, green below), with its running sum. */
export function icOption(
  quality: Pick<SelectionQuality, 'daily' | 'monthly'>,
  theme: ChartTheme,
  labels: IcLabels,
): EChartsOption {
  const style = axisStyle(theme);
  const { palette } = theme;
  return {
    ...baseStyle(theme),
    grid: { left: 44, right: 44, top: 32, bottom: 24 },
    legend: { ...legendStyle(theme), top: 0, left: 36 },
    tooltip: { ...tooltipStyle(theme), trigger: 'axis', valueFormatter: figure(3) },
    xAxis: { ...style, type: 'category', data: quality.monthly.map(({ month }) => month) },
    yAxis: [
      { ...style, type: 'value', splitNumber: 4 },
      { ...style, type: 'value', splitLine: { show: false }, splitNumber: 4 },
    ],
    series: [
      {
        name: labels.monthly,
        type: 'bar',
        color: palette.seriesHold,
        barMaxWidth: 18,
        data: quality.monthly.map(({ rankIc }) =>
          rankIc === null
            ? null
            : { value: rankIc, itemStyle: { color: rankIc >= 0 ? palette.up : palette.down } },
        ),
      },
      {
        name: labels.cumulative,
        type: 'line',
        yAxisIndex: 1,
        showSymbol: false,
        color: palette.seriesStrategy,
        lineStyle: { width: 1.6 },
        data: cumulativeByMonth(quality),
      },
    ],
  };
}
