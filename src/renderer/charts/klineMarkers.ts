import type { EChartsOption } from 'echarts';
import type { BarsView } from '#shared/dataContract.ts';
import { MARKER_KINDS } from '#shared/domain.ts';
import type { MarkerKind } from '#shared/domain.ts';
import type { ChartTheme } from './chartTheme.ts';
import { MARKER_SIZE } from './klineSeries.ts';
import type { MarkerPoint } from './markerPoints.ts';

/** What is laid over the bars without drawing them anew. */
export interface KlineMarkers {
  bars: BarsView;
  points: readonly MarkerPoint[];
  hidden: ReadonlySet<MarkerKind>;
  /** Positions of markers in focus, in the list that was placed. */
  focus: readonly number[];
  /** First and last bar of the trade in focus. */
  focusSpan: readonly [number, number] | null;
  /** A bar to point at. */
  focusBar: number | null;
}

const FIRST_OFFSET = 12;
const NEXT_OFFSET = 14;

/** Tooltip as HTML, for a marker's position in the list. */
export type DescribeMarker = (index: number) => string;

function datum(point: MarkerPoint, bars: BarsView) {
  const distance = FIRST_OFFSET + point.level * NEXT_OFFSET;
  const price = (point.isBelow ? bars.low : bars.high)[point.bar] ?? NaN;
  return {
    name: String(point.index),
    value: [point.bar, price],
    symbolOffset: [0, point.isBelow ? distance : -distance],
  };
}

/** Patch that shows markers beyond the high or low of their bars, whatever the adjust mode. */
export function klineMarkers(
  input: KlineMarkers,
  theme: ChartTheme,
  describe: DescribeMarker,
): EChartsOption {
  const { bars, points, hidden } = input;
  const shown = points.filter(({ marker }) => !hidden.has(marker.kind));
  const focused = shown.filter(({ index }) => input.focus.includes(index));
  return {
    tooltip: {
      formatter: (params) => {
        const name = Array.isArray(params) ? undefined : params.name;
        return name === undefined || name === '' ? '' : describe(Number(name));
      },
    },
    series: [
      focusSeries(input, focused, theme),
      ...MARKER_KINDS.map((kind) => ({
        id: `marker-${kind}`,
        type: 'scatter' as const,
        data: shown.filter(({ marker }) => marker.kind === kind).map((one) => datum(one, bars)),
      })),
    ],
  };
}

function focusSeries(input: KlineMarkers, focused: MarkerPoint[], theme: ChartTheme) {
  const { accent } = theme.palette;
  const span = input.focusSpan;
  return {
    id: 'focus',
    type: 'scatter' as const,
    symbol: 'circle',
    symbolSize: MARKER_SIZE * 2,
    itemStyle: { color: theme.shadeStrong, borderColor: accent, borderWidth: 1.5 },
    data: focused.map((point) => datum(point, input.bars)),
    markArea: {
      silent: true,
      animation: false,
      itemStyle: { color: theme.shadeStrong },
      data: span ? [[{ xAxis: span[0] }, { xAxis: span[1] }]] : [],
    },
    markLine: {
      silent: true,
      animation: false,
      symbol: 'none',
      label: {
        show: true,
        position: 'insideEndTop' as const,
        rotate: 0,
        color: accent,
        fontSize: theme.fontSize,
        formatter: () => (input.focusBar === null ? '' : (input.bars.dates[input.focusBar] ?? '')),
      },
      lineStyle: { color: accent, type: 'solid' as const, width: 1, opacity: 0.7 },
      data: input.focusBar === null ? [] : [{ xAxis: input.focusBar }],
    },
  };
}
