import type { EChartsOption } from 'echarts';
import { axisStyle, baseStyle, tooltipStyle } from './axisStyle.ts';
import type { ChartTheme } from './chartTheme.ts';
import { percentTick, signedPercent } from './figures.ts';

/** Mean outcome of each group of scores, worst group first; ratios. */
export function decileOption(
  deciles: readonly number[],
  theme: ChartTheme,
  nameOf: (index: number) => string,
): EChartsOption {
  const style = axisStyle(theme);
  return {
    ...baseStyle(theme),
    grid: { left: 52, right: 12, top: 12, bottom: 24 },
    tooltip: {
      ...tooltipStyle(theme),
      trigger: 'axis',
      valueFormatter: signedPercent(3),
    },
    xAxis: { ...style, type: 'category', data: deciles.map((_, index) => nameOf(index + 1)) },
    yAxis: {
      ...style,
      type: 'value',
      splitNumber: 4,
      axisLabel: {
        ...style.axisLabel,
        formatter: percentTick,
      },
    },
    series: [
      {
        type: 'bar',
        barMaxWidth: 28,
        data: deciles.map((value) => ({
          value,
          itemStyle: { color: value >= 0 ? theme.palette.up : theme.palette.down },
        })),
      },
    ],
  };
}
