import type { EChartsOption } from 'echarts';
import type { DatedValue } from '#shared/run.ts';
import { axisStyle, baseStyle, tooltipStyle } from './axisStyle.ts';
import type { ChartTheme } from './chartTheme.ts';
import { percentTick, signedPercent } from './figures.ts';

/** Equity / benchmark − 1 with its zero line; ratios. */
export function excessOption(
  excess: readonly DatedValue[],
  theme: ChartTheme,
  label: string,
): EChartsOption {
  const style = axisStyle(theme);
  return {
    ...baseStyle(theme),
    grid: { left: 52, right: 16, top: 12, bottom: 24 },
    tooltip: {
      ...tooltipStyle(theme),
      trigger: 'axis',
      valueFormatter: signedPercent(),
    },
    dataZoom: [{ type: 'inside', throttle: 16 }],
    xAxis: { ...style, type: 'category', data: excess.map(({ date }) => date), boundaryGap: false },
    yAxis: {
      ...style,
      type: 'value',
      splitNumber: 4,
      axisLabel: { ...style.axisLabel, formatter: percentTick },
    },
    series: [
      {
        name: label,
        type: 'line',
        showSymbol: false,
        color: theme.palette.accent,
        lineStyle: { width: 1.5 },
        areaStyle: { color: theme.palette.accent, opacity: 0.1 },
        data: excess.map(({ value }) => value),
        markLine: {
          silent: true,
          symbol: 'none',
          label: { show: false },
          lineStyle: { color: theme.palette.lineStrong, type: 'solid' },
          data: [{ yAxis: 0 }],
        },
      },
    ],
  };
}
