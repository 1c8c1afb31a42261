import type { CustomSeriesRenderItem, EChartsOption } from 'echarts';
import type { ReliabilityBin } from '#shared/calibration.ts';
import { axisStyle, baseStyle, escapeHtml, tooltipStyle } from './axisStyle.ts';
import type { ChartTheme } from './chartTheme.ts';
import { percent, percentTick } from './figures.ts';

export interface ReliabilityLabels {
  said: string;
  happened: string;
  count: string;
  interval: string;
}

const written = percent(1);
const PERCENT_AXIS = { type: 'value' as const, min: 0, max: 1, interval: 0.2 };

/** A 95% interval as an upright stroke. */
function stroke(color: string): CustomSeriesRenderItem {
  return (_params, api) => {
    const [x, low] = api.coord([api.value(0), api.value(1)]);
    const [, high] = api.coord([api.value(0), api.value(2)]);
    return {
      type: 'line',
      shape: { x1: x ?? 0, x2: x ?? 0, y1: low ?? 0, y2: high ?? 0 },
      style: { stroke: color, lineWidth: 1.5, opacity: 0.6 },
    };
  };
}

/** Share that rose over what was said, with 95% intervals and how often each was said; the diagonal is perfect. */
export function reliabilityOption(
  bins: readonly ReliabilityBin[],
  theme: ChartTheme,
  labels: ReliabilityLabels,
): EChartsOption {
  const style = axisStyle(theme);
  const { seriesStrategy, lineStrong, textFaint } = theme.palette;
  const label = { ...style.axisLabel, formatter: percentTick };
  const most = Math.max(1, ...bins.map(({ count }) => count));
  return {
    ...baseStyle(theme),
    grid: { left: 48, right: 12, top: 12, bottom: 40 },
    tooltip: { ...tooltipStyle(theme), trigger: 'item', formatter: tooltipOf(bins, labels) },
    xAxis: {
      ...style,
      ...PERCENT_AXIS,
      ...{ name: labels.said, nameLocation: 'middle', nameGap: 24, axisLabel: label },
    },
    yAxis: [
      { ...style, ...PERCENT_AXIS, axisLabel: label },
      { type: 'value', show: false, min: 0, max: most * 4 },
    ],
    series: [
      {
        ...{ id: 'count', type: 'bar', yAxisIndex: 1, barWidth: '7%', color: lineStrong },
        data: bins.map(({ from, to, count }) => [(from + to) / 2, count]),
      },
      {
        ...{ id: 'perfect', type: 'line', silent: true, showSymbol: false, color: textFaint },
        lineStyle: { width: 1, type: 'dashed' },
        data: [
          [0, 0],
          [1, 1],
        ],
      },
      {
        ...{ id: 'interval', type: 'custom', silent: true, renderItem: stroke(seriesStrategy) },
        data: bins.map(({ meanProbability, low, high }) => [meanProbability, low, high]),
      },
      {
        ...{ id: 'curve', type: 'line', symbol: 'circle', symbolSize: 7, color: seriesStrategy },
        lineStyle: { width: 1.6 },
        data: bins.map(({ meanProbability, positiveShare }) => [meanProbability, positiveShare]),
      },
    ],
  };
}

function tooltipOf(bins: readonly ReliabilityBin[], labels: ReliabilityLabels) {
  return (item: unknown): string => {
    const index =
      typeof item === 'object' && item !== null && 'dataIndex' in item ? item.dataIndex : -1;
    const bin = bins[Number(index)];
    if (!bin) return '';
    return [
      `${labels.said} ${written(bin.meanProbability)}`,
      `${labels.happened} ${written(bin.positiveShare)}`,
      `${labels.interval} ${written(bin.low)} – ${written(bin.high)}`,
      `${labels.count} ${bin.count}`,
    ]
      .map(escapeHtml)
      .join('<br>');
  };
}
