import type { EChartsOption } from 'echarts';
import type { TrialRecord } from '#shared/searchContract.ts';
import { axisStyle, baseStyle, escapeHtml, legendStyle, tooltipStyle } from './axisStyle.ts';
import type { ChartTheme } from './chartTheme.ts';

export interface TrialLabels {
  trial: string;
  done: string;
  pruned: string;
  best: string;
  /** Of a trial's settings. */
  describe: (trial: TrialRecord) => string;
}

type Point = [trial: number, value: number];

/** The lowest value of the fully trained trials up to each of them. */
export function bestSoFar(trials: readonly TrialRecord[]): Point[] {
  let best = Infinity;
  return [...trials]
    .sort((a, b) => a.trial - b.trial)
    .flatMap(({ trial, value, state }): Point[] => {
      if (state !== 'done' || value === null) return [];
      best = Math.min(best, value);
      return [[trial, best]];
    });
}

/** Upper end of the axis: a few hopeless trials do not flatten the picture of the good ones. */
export function upperEnd(values: readonly number[]): number | null {
  if (values.length < 4) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const quantile = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  const fence = quantile(0.75) + 3 * (quantile(0.75) - quantile(0.25));
  const most = sorted.at(-1) ?? 0;
  return fence > 0 && most > fence ? fence : null;
}

const dots = (name: string, color: string, symbol: string, data: Point[]) => ({
  ...{ name, color, symbol, data },
  type: 'scatter' as const,
  symbolSize: 9,
});

/** Value over number of each trial, by state, and the best so far; trials above the axis stand on its edge. */
export function trialsOption(
  trials: readonly TrialRecord[],
  total: number,
  theme: ChartTheme,
  labels: TrialLabels,
): EChartsOption {
  const style = axisStyle(theme);
  const { seriesStrategy, textFaint, warn } = theme.palette;
  const known = trials.filter(({ value }) => value !== null);
  const end = upperEnd(known.map(({ value }) => value ?? 0));
  const points = (state: TrialRecord['state']): Point[] =>
    known
      .filter((one) => one.state === state)
      .map(({ trial, value }) => [trial, Math.min(value ?? 0, end ?? Infinity)]);
  return {
    ...baseStyle(theme),
    grid: { left: 56, right: 16, top: 32, bottom: 40 },
    legend: { ...legendStyle(theme), top: 0, left: 44 },
    tooltip: {
      ...tooltipStyle(theme),
      trigger: 'item',
      formatter: tooltipOf(trials, labels),
    },
    xAxis: {
      ...style,
      ...{ type: 'value', name: labels.trial, nameLocation: 'middle', nameGap: 24 },
      axisLabel: { ...style.axisLabel, showMinLabel: false, showMaxLabel: false },
      ...{ min: 0, max: Math.max(2, total) + 1, minInterval: 1, splitLine: { show: false } },
    },
    yAxis: {
      ...style,
      ...{ type: 'value', scale: true, splitNumber: 4, ...(end !== null && { max: end }) },
    },
    series: [
      dots(labels.done, seriesStrategy, 'circle', points('done')),
      dots(labels.pruned, textFaint, 'triangle', points('pruned')),
      {
        ...{ name: labels.best, type: 'line', step: 'end', showSymbol: false, color: warn },
        ...{ lineStyle: { width: 1.6 }, data: bestSoFar(trials), silent: true },
      },
    ],
  };
}

/** The settings of the trial under the cursor. */
function tooltipOf(trials: readonly TrialRecord[], labels: TrialLabels) {
  const byNumber = new Map(trials.map((one) => [one.trial, one]));
  return (item: unknown): string => {
    const value = typeof item === 'object' && item !== null && 'value' in item ? item.value : null;
    const trial = Array.isArray(value) ? byNumber.get(Number(value[0])) : undefined;
    return trial ? escapeHtml(labels.describe(trial)).replaceAll('\n', '<br>') : '';
  };
}
