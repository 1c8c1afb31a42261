import type { EChartsOption } from 'echarts';
import type { BarsView, Overlay } from '#shared/dataContract.ts';
import { axisStyle, baseStyle, tooltipStyle } from './axisStyle.ts';
import type { BarProbabilities } from './barProbabilities.ts';
import type { ChartTheme } from './chartTheme.ts';
import { figure, tick } from './figures.ts';
import { barColumns, lineColumns, paneColumns } from './klineColumns.ts';
import { layoutPanes } from './klinePanes.ts';
import type { Pane } from './klinePanes.ts';
import { klineSeries } from './klineSeries.ts';
import { MIN_BARS, toPercent } from './zoomWindow.ts';
import type { ZoomWindow } from './zoomWindow.ts';

/** Thresholds of the run whose probabilities are shown; 0 = that exit is off. */
export interface Thresholds {
  buy: number;
  exit: number;
}

export interface KlineInput {
  bars: BarsView;
  overlays: readonly Overlay[];
  probabilities: BarProbabilities | null;
  thresholds: Thresholds | null;
  /** Shares as short text. */
  formatVolume: (shares: number) => string;
  /** Shown at first; later moves are the chart's own. */
  window: ZoomWindow;
}

/** Room right of the panes for prices. */
const RIGHT_MARGIN = 58;
const LEFT_MARGIN = 24;

const ALL_AXES = { xAxisIndex: 'all' } as const;

function xAxes(panes: Pane[], dates: string[], theme: ChartTheme): EChartsOption['xAxis'] {
  const style = axisStyle(theme);
  return panes.map((_, gridIndex) => {
    const isLast = gridIndex === panes.length - 1;
    return {
      type: 'category' as const,
      gridIndex,
      data: dates,
      axisLine: { onZero: false, lineStyle: { color: theme.palette.line } },
      axisTick: { show: false },
      splitLine: { show: false },
      axisLabel: {
        ...style.axisLabel,
        show: isLast,
        hideOverlap: true,
        margin: 6,
        alignMaxLabel: 'right',
        // The century is never in doubt, and the label keeps within the chart.
        formatter: (date: string) => date.slice(2),
      },
      axisPointer: {
        label: { show: isLast, ...pointerLabel(theme) },
      },
    };
  });
}

function pointerLabel(theme: ChartTheme) {
  return {
    backgroundColor: theme.palette.textSoft,
    color: theme.palette.surface,
    fontSize: theme.fontSize,
    padding: [3, 5],
    shadowBlur: 0,
  };
}

const AXIS_RANGE: Record<Pane['name'], object> = {
  price: { scale: true, boundaryGap: ['8%', '15%'], splitNumber: 6 },
  volume: { min: 0, splitNumber: 2 },
  macd: { scale: true, splitNumber: 2 },
  rsi: { min: 0, max: 100, interval: 50 },
  kdj: { scale: true, splitNumber: 2 },
  probability: { min: 0, max: 1, interval: 1 },
};

/** Texts of an axis / of the crosshair's label on it. */
type ValueText = (pane: Pane['name'], value: number) => string;

const fen = figure(2);
/** From this price on, fen matter to the crosshair only. */
const WHOLE_YUAN_FROM = 100;

function axisTexts({ bars, formatVolume }: KlineInput): { axis: ValueText; pointer: ValueText } {
  const isHigh = (bars.close.at(-1) ?? 0) >= WHOLE_YUAN_FROM;
  const trimmed = (value: number): string => tick(Number(value.toFixed(2)));
  const volume = (value: number): string => formatVolume(Math.max(0, value));
  return {
    axis: (pane, value) => {
      if (pane === 'volume') return volume(value);
      return pane === 'price' && !isHigh ? fen(value) : trimmed(value);
    },
    pointer: (pane, value) => (pane === 'volume' ? volume(value) : fen(value)),
  };
}

function yAxes(panes: Pane[], theme: ChartTheme, input: KlineInput): EChartsOption['yAxis'] {
  const texts = axisTexts(input);
  const style = axisStyle(theme);
  return panes.map(({ name }, gridIndex) => ({
    type: 'value' as const,
    gridIndex,
    position: 'right' as const,
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { show: true, lineStyle: { color: theme.palette.line, opacity: 0.6 } },
    axisLabel: {
      ...style.axisLabel,
      formatter: (value: number) => texts.axis(name, value),
      // The outermost ones would touch those of the next pane.
      showMinLabel: false,
      showMaxLabel: name === 'macd' || name === 'rsi' || name === 'kdj',
      show: name !== 'probability',
    },
    axisPointer: {
      label: {
        ...pointerLabel(theme),
        formatter: ({ value }: { value: unknown }) => texts.pointer(name, Number(value)),
      },
    },
    ...AXIS_RANGE[name],
  }));
}

function dataZoom(window: ZoomWindow, count: number, theme: ChartTheme): EChartsOption['dataZoom'] {
  const range = { ...toPercent(window, count), ...ALL_AXES, minValueSpan: MIN_BARS, throttle: 0 };
  const handle = { color: theme.palette.surface, borderColor: theme.palette.lineStrong };
  return [
    { ...range, type: 'inside', filterMode: 'filter', zoomOnMouseWheel: true },
    {
      ...range,
      type: 'slider',
      filterMode: 'filter',
      bottom: 2,
      left: LEFT_MARGIN,
      right: RIGHT_MARGIN,
      height: 12,
      showDetail: false,
      showDataShadow: false,
      brushSelect: false,
      borderColor: 'transparent',
      backgroundColor: theme.palette.sunken,
      fillerColor: theme.shadeStrong,
      handleSize: '110%',
      handleStyle: handle,
      moveHandleSize: 0,
    },
  ];
}

/** Candles, overlays and panes of one symbol; markers come as a patch over it (klineMarkers). */
export function klineOption(input: KlineInput, theme: ChartTheme): EChartsOption {
  const { bars, overlays, probabilities } = input;
  const panes = layoutPanes(overlays, probabilities !== null);
  const columns = {
    bars: barColumns(bars),
    lines: lineColumns(bars, probabilities),
    folds: probabilities?.fold ?? null,
  };
  return {
    ...baseStyle(theme),
    dataset: panes.map(({ name }) => {
      const source = paneColumns(name, columns);
      return { source, dimensions: Object.keys(source) };
    }),
    grid: panes.map(({ top, height }) => ({
      left: LEFT_MARGIN,
      right: RIGHT_MARGIN,
      top: `${top}%`,
      height: `${height}%`,
      outerBoundsMode: 'none' as const,
    })),
    xAxis: xAxes(panes, bars.dates, theme),
    yAxis: yAxes(panes, theme, input),
    axisPointer: {
      show: true,
      link: [ALL_AXES],
      triggerTooltip: false,
      triggerEmphasis: false,
      lineStyle: { color: theme.palette.textFaint, type: [3, 3], width: 1 },
    },
    tooltip: { ...tooltipStyle(theme), trigger: 'item' },
    dataZoom: dataZoom(input.window, bars.dates.length, theme),
    series: klineSeries(columns, panes, input.thresholds, theme),
  };
}
