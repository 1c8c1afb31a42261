import type { EChartsOption, LineSeriesOption } from 'echarts';
import type { DatedValue } from '#shared/run.ts';
import { axisStyle, baseStyle, legendStyle, tooltipStyle } from './axisStyle.ts';
import type { ChartTheme } from './chartTheme.ts';
import { figure, percent, percentTick, tick } from './figures.ts';

export interface EquityCurves {
  equity: readonly DatedValue[];
  /** First day of the shaded span; null = nothing is shaded. */
  predictedFrom: string | null;
  /** Spans on which risk control held the account down. */
  limited?: readonly { from: string; to: string }[];
  /** Drawn under the strategy, in this order. */
  others: readonly { name: string; color: string; curve: readonly DatedValue[] }[];
}

export interface EquityLabels {
  strategy: string;
  drawdown: string;
  /** Names the shaded span that has predictions. */
  predicted: string;
  limited: string;
}

/** Share lost since the highest value so far; ≤ 0, one a value. */
export function drawdowns(values: readonly number[]): number[] {
  let peak = -Infinity;
  return values.map((value) => {
    peak = Math.max(peak, value);
    return peak > 0 ? value / peak - 1 : 0;
  });
}

/** Values on the given dates; null on a date that the curve has not. */
function onDates(dates: readonly string[], curve: readonly DatedValue[]): (number | null)[] {
  const byDate = new Map(curve.map((point) => [point.date, point.value]));
  return dates.map((date) => byDate.get(date) ?? null);
}

function line(name: string, data: (number | null)[], color: string, width: number) {
  return {
    name,
    type: 'line',
    data,
    color,
    showSymbol: false,
    connectNulls: true,
    lineStyle: { width },
    emphasis: { disabled: true },
  } satisfies LineSeriesOption;
}

/** An account that never lost anything has an axis all the same. */
const FEWEST_DRAWDOWN = 0.01;

const tenThousand = (yuan: number): string => tick(Number((yuan / 1e4).toFixed(1)));

function axes(
  theme: ChartTheme,
  dates: string[],
  hasLost: boolean,
): Pick<EChartsOption, 'xAxis' | 'yAxis'> {
  const style = axisStyle(theme);
  return {
    xAxis: [
      { ...style, type: 'category', data: dates, boundaryGap: false, axisLabel: { show: false } },
      { ...style, type: 'category', data: dates, boundaryGap: false, gridIndex: 1 },
    ],
    yAxis: [
      {
        ...style,
        type: 'value',
        scale: true,
        splitNumber: 4,
        axisLabel: { ...style.axisLabel, formatter: tenThousand },
      },
      {
        ...style,
        type: 'value',
        gridIndex: 1,
        max: 0,
        ...(!hasLost && { min: -FEWEST_DRAWDOWN }),
        splitNumber: 2,
        axisLabel: { ...style.axisLabel, formatter: percentTick },
      },
    ],
  };
}

/**
 * Equity in 万 (ten thousand yuan) against other curves, the strategy's drawdown under it, the span
 * with predictions shaded.
 */
export function equityOption(
  curves: EquityCurves,
  theme: ChartTheme,
  labels: EquityLabels,
): EChartsOption {
  const dates = curves.equity.map((point) => point.date);
  const values = curves.equity.map((point) => point.value);
  const lost = drawdowns(values);
  const { predictedFrom } = curves;
  const from = predictedFrom === null ? undefined : dates.find((date) => date >= predictedFrom);
  const last = dates.at(-1);
  const series: LineSeriesOption[] = [
    {
      ...line(labels.strategy, values, theme.palette.seriesStrategy, 1.8),
      z: 4,
      markArea: {
        silent: true,
        itemStyle: { color: theme.shade },
        label: {
          color: theme.palette.textFaint,
          fontSize: theme.fontSize,
          position: 'insideTopLeft',
        },
        data: from && last ? [[{ xAxis: from, name: labels.predicted }, { xAxis: last }]] : [],
      },
    },
    ...limitedSeries(curves, theme, labels),
    ...curves.others
      .filter(({ curve }) => curve.length > 0)
      .map(({ name, color, curve }) => line(name, onDates(dates, curve), color, 1.2)),
  ];
  return {
    ...baseStyle(theme),
    grid: [
      { left: 56, right: 16, top: 32, height: '60%' },
      { left: 56, right: 16, top: '76%', bottom: 24 },
    ],
    legend: { ...legendStyle(theme), top: 0, left: 48 },
    tooltip: { ...tooltipStyle(theme), trigger: 'axis' },
    axisPointer: { link: [{ xAxisIndex: 'all' }] },
    dataZoom: [{ type: 'inside', xAxisIndex: [0, 1], throttle: 16 }],
    ...axes(
      theme,
      dates,
      lost.some((value) => value < 0),
    ),
    series: [...series.map((one) => withMoney(one)), drawdownSeries(lost, theme, labels)],
  };
}

/** An empty line that carries the spans: it can be switched off in the legend. */
function limitedSeries(
  { limited = [] }: EquityCurves,
  theme: ChartTheme,
  labels: EquityLabels,
): LineSeriesOption[] {
  if (limited.length === 0) return [];
  const color = theme.palette.danger;
  return [
    {
      ...line(labels.limited, [], color, 6),
      markArea: {
        silent: true,
        itemStyle: { color, opacity: 0.14 },
        data: limited.map(({ from, to }) => [{ xAxis: from }, { xAxis: to }]),
      },
    },
  ];
}

function withMoney(series: LineSeriesOption): LineSeriesOption {
  return { ...series, tooltip: { valueFormatter: figure(0) } };
}

function drawdownSeries(lost: number[], theme: ChartTheme, labels: EquityLabels): LineSeriesOption {
  return {
    ...line(labels.drawdown, lost, theme.palette.down, 1),
    xAxisIndex: 1,
    yAxisIndex: 1,
    areaStyle: { color: theme.palette.down, opacity: 0.18 },
    tooltip: { valueFormatter: percent() },
  };
}
