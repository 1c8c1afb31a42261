import type { LineSeriesOption, ScatterSeriesOption, SeriesOption } from 'echarts';
import { MARKER_KINDS } from '#shared/domain.ts';
import type { ChartTheme } from './chartTheme.ts';
import { candleRects, columnRects, foldRects } from './barRects.ts';
import { indicatorKeys, isHistogram } from './indicatorKeys.ts';
import type { BarColumns, KlineColumns } from './klineColumns.ts';
import type { Thresholds } from './klineOption.ts';
import { PANE_OVERLAYS, PRICE_OVERLAYS } from './klinePanes.ts';
import type { Pane } from './klinePanes.ts';
import { overlayColor } from './overlayColor.ts';
import { MARKER_SHAPES } from './markerShapes.ts';
import { paintedSeries } from './paintedSeries.ts';

const COLUMN_OPACITY = 0.62;
const QUIET = { animation: false, silent: true, progressive: 0 } as const;

interface Place {
  xAxisIndex: number;
  yAxisIndex: number;
  datasetIndex: number;
}

const placeOf = (pane: number): Place => ({
  xAxisIndex: pane,
  yAxisIndex: pane,
  datasetIndex: pane,
});

/** The bar is the id as well: otherwise ECharts makes a text for each bar of each series. */
const BY_BAR = { x: 'bar', itemId: 'bar' } as const;

/**
 * Values for the axis to measure and nothing to see: the painted series show them. Thinned out to the
 * pixels by their extremes, which is what an axis asks for, they cost next to no time.
 */
function measured(key: string, place: Place, extreme: 'min' | 'max' | 'minmax'): LineSeriesOption {
  const line = lineOf(key, place, 'transparent');
  return { ...line, sampling: extreme, lineStyle: { opacity: 0 } };
}

/** Rising candles are hollow and falling ones filled: told apart without their colour too. */
function candles(bars: BarColumns, theme: ChartTheme): SeriesOption[] {
  const { up, down, surface } = theme.palette;
  const painted = paintedSeries('candles', placeOf(0), 3, (scale) => {
    const rects = candleRects(bars, scale);
    return [
      { rects: rects.up, color: up, opacity: 1 },
      { rects: rects.hollow, color: surface, opacity: 1 },
      { rects: rects.down, color: down, opacity: 1 },
    ];
  });
  return [measured('low', placeOf(0), 'min'), measured('high', placeOf(0), 'max'), painted];
}

/** Columns from zero in the two colours. */
function columnsOf(
  key: string,
  values: Float64Array,
  isUp: (index: number) => boolean,
  place: Place,
  theme: ChartTheme,
): SeriesOption[] {
  const { up, down } = theme.palette;
  const painted = paintedSeries(`${key}Painted`, place, 3, (scale) => {
    const { first, second } = columnRects(values, isUp, scale);
    return [
      { rects: first, color: up, opacity: COLUMN_OPACITY },
      { rects: second, color: down, opacity: COLUMN_OPACITY },
    ];
  });
  return [measured(key, place, 'minmax'), painted];
}

function lineOf(key: string, place: Place, color: string): LineSeriesOption {
  return {
    ...QUIET,
    ...place,
    id: key,
    type: 'line',
    encode: { ...BY_BAR, y: key },
    showSymbol: false,
    sampling: 'lttb',
    color,
    // One pixel: anything wider takes a canvas without a GPU many times longer.
    lineStyle: { width: 1, color },
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
  lines: Record<string, Float64Array>,
  theme: ChartTheme,
): SeriesOption[] {
  const place = placeOf(pane);
  const own = indicatorKeys(Object.keys(lines), overlay);
  const columns = own.filter(isHistogram).flatMap((key) => {
    const values = lines[key] ?? new Float64Array();
    return columnsOf(key, values, (i) => (values[i] ?? 0) >= 0, place, theme);
  });
  const curves = own
    .filter((key) => !isHistogram(key))
    .map((key, i) => lineOf(key, place, overlayColor(theme, overlay, i)));
  return [...columns, ...curves];
}

function probabilitySeries(
  pane: number,
  folds: Float64Array,
  thresholds: Thresholds | null,
  theme: ChartTheme,
): SeriesOption[] {
  const place = placeOf(pane);
  return [
    paintedSeries('folds', place, 1, (scale) => [
      { rects: foldRects(folds, scale), color: theme.shade, opacity: 1 },
    ]),
    {
      ...lineOf('probability', place, theme.palette.accent),
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
  // One label stands above its line and one below: close thresholds stay legible.
  const line = (yAxis: number, sign: string, color: string, offset: number) => ({
    yAxis,
    lineStyle: { color, type: [4, 3], width: 1 },
    label: { formatter: `${sign} ${yAxis}`, color, offset: [0, offset] },
  });
  const lines = [line(thresholds.buy, '≥', up, -6)];
  return thresholds.exit > 0 ? [...lines, line(thresholds.exit, '<', down, 6)] : lines;
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
        opacity: 1,
      },
      emphasis: { scale: 1.35 },
      data: [],
    })),
  ];
}

export const MARKER_SIZE = 13;

export function klineSeries(
  columns: KlineColumns,
  panes: readonly Pane[],
  thresholds: Thresholds | null,
  theme: ChartTheme,
): SeriesOption[] {
  const { bars, lines, folds } = columns;
  const series: SeriesOption[] = [
    ...candles(bars, theme),
    ...priceLines(Object.keys(lines), theme),
    ...columnsOf('volume', bars.volume, (i) => bars.isUp[i] === 1, placeOf(1), theme),
  ];
  panes.forEach(({ name }, index) => {
    const overlay = PANE_OVERLAYS.find((one) => one === name);
    if (overlay) series.push(...paneSeries(overlay, index, lines, theme));
    if (name === 'probability' && folds) {
      series.push(...probabilitySeries(index, folds, thresholds, theme));
    }
  });
  return [...series, ...markerSeries(theme)];
}
