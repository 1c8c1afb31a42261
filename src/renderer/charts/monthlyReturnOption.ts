import type { EChartsOption } from 'echarts';
import type { DatedValue } from '#shared/run.ts';
import { axisStyle, baseStyle, escapeHtml, tooltipStyle } from './axisStyle.ts';
import type { ChartTheme } from './chartTheme.ts';
import { figure, signedPercent } from './figures.ts';

export interface MonthlyReturn {
  year: number;
  /** 1..12 */
  month: number;
  return: number;
}

export interface MonthlyReturnLabels {
  /** Twelve names, January first. */
  months: readonly string[];
  /** Heading of the column with the year's return. */
  wholeYear: string;
}

function byPeriod(
  equity: readonly DatedValue[],
  length: number,
): { key: string; return: number }[] {
  const first = equity[0];
  if (!first) return [];
  const ends = new Map<string, number>();
  for (const point of equity) ends.set(point.date.slice(0, length), point.value);
  let before = first.value;
  return [...ends].map(([key, value]) => {
    const change = before === 0 ? 0 : value / before - 1;
    before = value;
    return { key, return: change };
  });
}

/** Return of each calendar month from the previous month's last value (the first from its first). */
export function monthlyReturns(equity: readonly DatedValue[]): MonthlyReturn[] {
  return byPeriod(equity, 7).map((one) => ({
    year: Number(one.key.slice(0, 4)),
    month: Number(one.key.slice(5, 7)),
    return: one.return,
  }));
}

/** Return of each calendar year, in the same way. */
export function yearlyReturns(equity: readonly DatedValue[]): { year: number; return: number }[] {
  return byPeriod(equity, 4).map((one) => ({ year: Number(one.key), return: one.return }));
}

/** Years down, months across, the year's own return in a thirteenth column; red gains, green losses. */
export function monthlyReturnOption(
  equity: readonly DatedValue[],
  theme: ChartTheme,
  labels: MonthlyReturnLabels,
): EChartsOption {
  const yearly = yearlyReturns(equity);
  const years = yearly.map((one) => one.year);
  const row = (year: number): number => years.indexOf(year);
  const cells = [
    ...monthlyReturns(equity).map((one) => [one.month - 1, row(one.year), one.return]),
    ...yearly.map((one) => [12, row(one.year), one.return]),
  ];
  const columns = [...labels.months, labels.wholeYear];
  const value = (data: unknown): [number, number, number] =>
    Array.isArray(data) ? [Number(data[0]), Number(data[1]), Number(data[2])] : [0, 0, 0];
  return {
    ...baseStyle(theme),
    grid: { left: 48, right: 8, top: 24, bottom: 8 },
    tooltip: {
      ...tooltipStyle(theme),
      formatter: (params) => {
        const [column, y, change] = value(Array.isArray(params) ? null : params.value);
        const name = `${String(years[y])} ${escapeHtml(columns[column] ?? '')}`;
        return `${name}<br><b>${signedPercent()(change)}</b>`;
      },
    },
    ...axes(columns, years, theme),
    visualMap: {
      show: false,
      min: -0.12,
      max: 0.12,
      dimension: 2,
      inRange: { color: [theme.palette.down, theme.palette.surface, theme.palette.up] },
    },
    series: [
      {
        type: 'heatmap',
        data: cells,
        itemStyle: { borderColor: theme.palette.surface, borderWidth: 2, borderRadius: 3 },
        label: {
          show: true,
          color: theme.palette.text,
          fontSize: theme.fontSize,
          formatter: (params) => figure(1)(value(params.value)[2] * 100),
        },
      },
    ],
  };
}

function axes(
  columns: string[],
  years: number[],
  theme: ChartTheme,
): Pick<EChartsOption, 'xAxis' | 'yAxis'> {
  const style = axisStyle(theme);
  return {
    xAxis: {
      ...style,
      type: 'category',
      data: columns,
      position: 'top',
      axisLine: { show: false },
      splitLine: { show: false },
      axisLabel: { ...style.axisLabel, interval: 0 },
    },
    yAxis: {
      ...style,
      type: 'category',
      data: years.map(String),
      inverse: true,
      axisLine: { show: false },
      splitLine: { show: false },
    },
  };
}
