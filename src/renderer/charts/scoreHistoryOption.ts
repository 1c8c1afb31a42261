import type { EChartsOption } from 'echarts';
import type { ScoreHistory } from '#shared/selection.ts';
import { axisStyle, baseStyle, legendStyle, tooltipStyle } from './axisStyle.ts';
import type { ChartTheme } from './chartTheme.ts';
import { figure } from './figures.ts';

export interface ScoreLabels {
  rank: string;
  score: string;
}

/** One stock's rank (best on top) with its score under it, day by day; days without a score leave a gap. */
export function scoreHistoryOption(
  history: Pick<ScoreHistory, 'dates' | 'rank' | 'score'>,
  theme: ChartTheme,
  labels: ScoreLabels,
): EChartsOption {
  const style = axisStyle(theme);
  const line = { type: 'line' as const, showSymbol: false, lineStyle: { width: 1.4 } };
  const xAxis = { ...style, type: 'category' as const, data: history.dates, boundaryGap: false };
  return {
    ...baseStyle(theme),
    grid: [
      { left: 52, right: 16, top: 28, height: '50%' },
      { left: 52, right: 16, top: '70%', bottom: 24 },
    ],
    legend: { ...legendStyle(theme), top: 0, left: 44 },
    tooltip: { ...tooltipStyle(theme), trigger: 'axis' },
    axisPointer: { link: [{ xAxisIndex: 'all' }] },
    dataZoom: [{ type: 'inside', xAxisIndex: [0, 1], throttle: 16 }],
    xAxis: [
      { ...xAxis, axisLabel: { show: false } },
      { ...xAxis, gridIndex: 1 },
    ],
    yAxis: [
      { ...style, type: 'value', inverse: true, min: 1, splitNumber: 4, minInterval: 1 },
      { ...style, type: 'value', gridIndex: 1, scale: true, splitNumber: 2 },
    ],
    series: [
      {
        ...line,
        name: labels.rank,
        color: theme.palette.seriesStrategy,
        data: history.rank,
        tooltip: { valueFormatter: figure(0) },
      },
      {
        ...line,
        name: labels.score,
        color: theme.palette.seriesHold,
        xAxisIndex: 1,
        yAxisIndex: 1,
        data: history.score,
        tooltip: { valueFormatter: figure(4) },
      },
    ],
  };
}

/** A line through both charts at one day; null takes it away. */
export function dayMark(day: string | null, theme: ChartTheme): EChartsOption {
  const markLine = {
    silent: true,
    symbol: 'none',
    label: { show: false },
    lineStyle: { color: theme.palette.accent, type: 'solid' as const, width: 1 },
    data: day === null ? [] : [{ xAxis: day }],
  };
  return { series: [{ markLine }, { markLine }] };
}
