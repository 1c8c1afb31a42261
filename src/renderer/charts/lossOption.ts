import type { EChartsOption } from 'echarts';
import { axisStyle, baseStyle, legendStyle, tooltipStyle } from './axisStyle.ts';
import type { ChartTheme } from './chartTheme.ts';
import { figure } from './figures.ts';

/** Losses after one epoch of one fold, in the order in which they came. */
export interface LossPoint {
  /** Zero-based, as in FoldRecord. */
  fold: number;
  epoch: number;
  trainLoss: number;
  /** null where there is no validation part. */
  validLoss: number | null;
}

export interface LossLabels {
  trainLoss: string;
  validLoss: string;
  fold: string;
  epoch: string;
}

/** Loss per epoch, growing to the right, with a line wherever a new fold begins. */
export function lossOption(
  points: readonly LossPoint[],
  theme: ChartTheme,
  labels: LossLabels,
): EChartsOption {
  const names = points.map((p) => `${labels.fold} ${p.fold + 1} · ${labels.epoch} ${p.epoch}`);
  const starts = points.flatMap((p, i) => (i > 0 && points[i - 1]?.fold !== p.fold ? [i] : []));
  return {
    ...baseStyle(theme),
    grid: { left: 52, right: 16, top: 32, bottom: 24 },
    legend: { ...legendStyle(theme), top: 0, left: 44 },
    tooltip: {
      ...tooltipStyle(theme),
      trigger: 'axis',
      valueFormatter: figure(4),
    },
    xAxis: {
      ...axisStyle(theme),
      type: 'category',
      data: names,
      boundaryGap: false,
      axisLabel: { ...axisStyle(theme).axisLabel, hideOverlap: true },
    },
    yAxis: { ...axisStyle(theme), type: 'value', scale: true, splitNumber: 4 },
    series: [
      {
        name: labels.trainLoss,
        type: 'line',
        showSymbol: points.length === 1,
        sampling: 'lttb',
        color: theme.palette.seriesStrategy,
        lineStyle: { width: 1.5 },
        data: points.map((p) => p.trainLoss),
        markLine: {
          silent: true,
          symbol: 'none',
          label: { show: false },
          lineStyle: { color: theme.palette.line, type: 'solid', width: 1 },
          data: starts.map((xAxis) => ({ xAxis })),
        },
      },
      {
        name: labels.validLoss,
        type: 'line',
        showSymbol: points.length === 1,
        sampling: 'lttb',
        color: theme.palette.seriesBenchmark,
        lineStyle: { width: 1.5, type: [5, 3] },
        data: points.map((p) => p.validLoss),
      },
    ],
  };
}
