import type { EChartsOption } from 'echarts';
import type { MonitorReport } from '#shared/toolkitContract.ts';
import { axisStyle, baseStyle, legendStyle, tooltipStyle } from './axisStyle.ts';
import type { ChartTheme } from './chartTheme.ts';
import { figure } from './figures.ts';

export interface DriftLabels {
  error: string;
  baseline: string;
  sum: string;
  limit: string;
}

/** Squared error of each live day beside the baseline; under it the sum that decides, and its limit. */
export function driftOption(
  monitor: Pick<MonitorReport, 'records' | 'baseline' | 'sumRule'>,
  theme: ChartTheme,
  labels: DriftLabels,
): EChartsOption {
  const style = axisStyle(theme);
  const { seriesHold, seriesStrategy, warn, textFaint } = theme.palette;
  const dates = monitor.records.map(({ date }) => date);
  const level = (name: string, at: number | null, color: string) => ({
    silent: true,
    symbol: 'none',
    lineStyle: { color, type: 'dashed' as const },
    label: { formatter: name, color, position: 'insideEndTop' as const },
    data: at === null ? [] : [{ yAxis: at }],
  });
  const highest = Math.max(monitor.sumRule.limit, monitor.sumRule.peak);
  const xAxis = { ...style, type: 'category' as const, data: dates };
  return {
    ...baseStyle(theme),
    grid: [
      { left: 56, right: 16, top: 28, height: '36%' },
      { left: 56, right: 16, top: '60%', bottom: 24 },
    ],
    legend: { ...legendStyle(theme), top: 0, left: 44 },
    tooltip: {
      ...tooltipStyle(theme),
      trigger: 'axis',
      valueFormatter: figure(4),
    },
    axisPointer: { link: [{ xAxisIndex: 'all' }] },
    xAxis: [
      { ...xAxis, axisLabel: { show: false } },
      { ...xAxis, gridIndex: 1 },
    ],
    yAxis: [
      { ...style, type: 'value', splitNumber: 3 },
      { ...style, type: 'value', gridIndex: 1, splitNumber: 3, max: Math.ceil(highest * 1.2) },
    ],
    series: [
      {
        ...{ name: labels.error, type: 'bar', barMaxWidth: 12, color: seriesHold },
        data: monitor.records.map(({ squaredError }) => squaredError),
        markLine: level(labels.baseline, monitor.baseline.meanSquaredError, textFaint),
      },
      {
        ...{ name: labels.sum, type: 'line', showSymbol: false, color: seriesStrategy },
        ...{ xAxisIndex: 1, yAxisIndex: 1, lineStyle: { width: 1.6 } },
        data: monitor.records.map(({ sum }) => sum),
        markLine: level(labels.limit, monitor.sumRule.limit, warn),
      },
    ],
  };
}
