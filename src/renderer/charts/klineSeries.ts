import type {
  BarSeriesOption,
  CandlestickSeriesOption,
  LineSeriesOption,
  ScatterSeriesOption,
  SeriesOption,
} from 'echarts';
import { MARKER_KINDS } from '#shared/domain.ts';
import type { ChartTheme } from './chartTheme.ts';
import { indicatorKeys } from './indicatorKeys.ts';
import type { KlineInput, Thresholds } from './klineOption.ts';
import { PANE_OVERLAYS, PRICE_OVERLAYS } from './klinePanes.ts';
import type { Pane } from './klinePanes.ts';
import { overlayColor } from './overlayColor.ts';
import { MARKER_SHAPES } from './markerShapes.ts';

/** Above this many bars in sight, candles are drawn as one shape instead of one each. */
const LARGE_FROM = 700;
const QUIET = { animation: false, silent: true, progressive: 0 } as const;

interface Place {
  xAxisIndex: number;
  yAxisIndex: number;
}

const placeOf = (pane: number): Place => ({ xAxisIndex: pane, yAxisIndex: pane });

/** Rising candles are hollow and falling ones filled: told apart without their colour too. */
function candles(theme: ChartTheme): CandlestickSeriesOption {
  const { up, down, surface } = theme.palette;
  return {
    ...QUIET,
    ...placeOf(0),
    id: 'candles',
    type: 'candlestick',
    encode: { x: 'bar', y: ['open', 'close', 'low', 'high'] },
    itemStyle: { color: surface, color0: down, borderColor: up, borderColor0: down },
    large: true,
    largeThreshold: LARGE_FROM,
    barMaxWidth: 18,
    z: 3,
  };
}

/** All columns of one colour are one shape, whatever their number. */
function columnsOf(key: string, place: Place, color: string): BarSeriesOption {
  return {
    ...QUIET,
    ...place,
    id: key,
    type: 'bar',
    encode: { x: 'bar', y: key },
    large: true,
    largeThreshold: 1,
    barGap: '-100%',
    barMaxWidth: 18,
    itemStyle: { color, opacity: 0.62 },
  };
}

export function lineOf(key: string, place: Place, color: string): LineSeriesOption {
  return {
    ...QUIET,
    ...place,
    id: key,
    type: 'line',
    encode: { x: 'bar', y: key },
    showSymbol: false,
    sampling: 'lttb',
    color,
    lineStyle: { width: 1.1, color },
    emphasis: { disabled: true },
    z: 4,
  };
}

function priceLines(keys: readonly string[], theme: ChartTheme): LineSeriesOption[] {
  return PRICE_OVERLAYS.flatMap((overlay) =>
    indicatorKeys(keys, overlay).map((key, i) => {
      const color = overlayColor(theme, overlay, i);
      const line = lineOf(key, placeOf(0), color);
      return overlay === 'ma' ? line : { ...line, lineStyle: { width: 1, color, type: [4, 3] } };
    }),
  );
}

function paneSeries(
  overlay: (typeof PANE_OVERLAYS)[number],
  pane: number,
  keys: readonly string[],
  theme: ChartTheme,
): SeriesOption[] {
  const place = placeOf(pane);
  const own = indicatorKeys(keys, overlay);
  const lines = own.filter((key) => !isColumn(key));
  const columns = own.filter(isColumn);
  return [
    ...columns.map((key) =>
      columnsOf(key, place, key === 'macdUp' ? theme.palette.up : theme.palette.down),
    ),
    ...lines.map((key, i) => lineOf(key, place, overlayColor(theme, overlay, i))),
  ];
}

const isColumn = (key: string): boolean => key === 'macdUp' || key === 'macdDown';

function probabilitySeries(
  pane: number,
  thresholds: Thresholds | null,
  theme: ChartTheme,
): LineSeriesOption[] {
  const place = placeOf(pane);
  const { accent } = theme.palette;
  return [
    {
      ...lineOf('shade', place, 'transparent'),
      // Half a bar to either side: the boundary falls between two bars.
      step: 'middle',
      sampling: 'max',
      lineStyle: { width: 0 },
      areaStyle: { color: theme.shade, opacity: 1 },
      z: 1,
    },
    {
      ...lineOf('probability', place, accent),
      lineStyle: { width: 1.3, color: accent },
      markLine: {
        silent: true,
        animation: false,
        symbol: 'none',
        // Beside the pane, where the axis has its figures.
        label: { position: 'end', fontSize: theme.fontSize, distance: 6 },
        data: thresholdLines(thresholds, theme),
      },
    },
  ];
}

function thresholdLines(thresholds: Thresholds | null, theme: ChartTheme) {
  if (!thresholds) return [];
  const { up, down } = theme.palette;
  const line = (yAxis: number, sign: string, color: string) => ({
    yAxis,
    lineStyle: { color, type: [4, 3], width: 1 },
    label: { formatter: `${sign} ${yAxis}`, color },
  });
  const lines = [line(thresholds.buy, '≥', up)];
  return thresholds.exit > 0 ? [...lines, line(thresholds.exit, '<', down)] : lines;
}

/** Filled by patches: one a kind, and the trade in focus. */
function markerSeries(theme: ChartTheme): SeriesOption[] {
  const common = { ...placeOf(0), animation: false, progressive: 0, z: 8 } as const;
  return [
    { ...common, id: 'focus', type: 'scatter', silent: true, z: 7, data: [] },
    ...MARKER_KINDS.map((kind): ScatterSeriesOption => ({
      ...common,
      id: `marker-${kind}`,
      type: 'scatter',
      symbol: `path://${MARKER_SHAPES[kind].path}`,
      symbolKeepAspect: true,
      symbolSize: MARKER_SIZE,
      cursor: 'pointer',
      itemStyle: {
        color: theme.markers[kind],
        borderColor: theme.palette.surface,
        borderWidth: 1,
      },
      emphasis: { scale: 1.35 },
      data: [],
    })),
  ];
}

export const MARKER_SIZE = 13;

export function klineSeries(
  input: KlineInput,
  panes: readonly Pane[],
  keys: readonly string[],
  theme: ChartTheme,
): SeriesOption[] {
  const series: SeriesOption[] = [
    candles(theme),
    ...priceLines(keys, theme),
    columnsOf('volumeUp', placeOf(1), theme.palette.up),
    columnsOf('volumeDown', placeOf(1), theme.palette.down),
  ];
  panes.forEach(({ name }, index) => {
    const overlay = PANE_OVERLAYS.find((one) => one === name);
    if (overlay) series.push(...paneSeries(overlay, index, keys, theme));
    if (name === 'probability') series.push(...probabilitySeries(index, input.thresholds, theme));
  });
  return [...series, ...markerSeries(theme)];
}
