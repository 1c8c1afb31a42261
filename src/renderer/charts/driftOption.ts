import type { EChartsOption, LineSeriesOption } from 'echarts';
import type { MonitorReport } from '#shared/toolkitContract.ts';
import { axisStyle, baseStyle, legendStyle, tooltipStyle } from './axisStyle.ts';
import type { ChartTheme } from './chartTheme.ts';
import { digitsOfError, figure } from './figures.ts';

type MarkLine = NonNullable<LineSeriesOption['markLine']>;

export interface DriftLabels {
  error: string;
  baseline: string;
  sum: string;
  limit: string;
}

function level(theme: ChartTheme, name: string, at: number | null, color: string): MarkLine {
  return {
    silent: true,
    symbol: 'none',
    lineStyle: { color, type: 'dashed' },
    // On a ground of its own: bars stand behind it.
    label: {
      formatter: name,
      color,
      position: 'insideEndTop',
      backgroundColor: theme.palette.surface,
      padding: [1, 4],
      borderRadius: 3,
    },
    data: at === null ? [] : [{ yAxis: at }],
  };
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
      valueFormatter: figure(digitsOfError(monitor.baseline.meanSquaredError)),
    },
    axisPointer: { link: [{ xAxisIndex: 'all' }] },
    xAxis: [
      { ...xAxis, axisLabel: { show: false } },
      { ...xAxis, gridIndex: 1 },
    ],
    yAxis: [
      { ...style, type: 'value', splitNumber: 3 },
      {
        ...style,
        type: 'value',
        gridIndex: 1,
        splitNumber: 3,
        max: Math.ceil(highest * 1.2),
        axisLabel: { ...style.axisLabel, showMaxLabel: false },
      },
    ],
    series: [
      {
        ...{ name: labels.error, type: 'bar', barMaxWidth: 12, color: seriesHold },
        data: monitor.records.map(({ squaredError }) => squaredError),
        markLine: level(theme, labels.baseline, monitor.baseline.meanSquaredError, textFaint),
      },
      {
        ...{ name: labels.sum, type: 'line', showSymbol: false, color: seriesStrategy },
        ...{ xAxisIndex: 1, yAxisIndex: 1, lineStyle: { width: 1.6 } },
        data: monitor.records.map(({ sum }) => sum),
        markLine: level(theme, labels.limit, monitor.sumRule.limit, warn),
      },
    ],
  };
}
