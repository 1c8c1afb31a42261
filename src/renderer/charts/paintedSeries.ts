import type {
  CustomSeriesOption,
  CustomSeriesRenderItemAPI,
  CustomSeriesRenderItemParams,
  CustomSeriesRenderItemReturn,
} from 'echarts';
import type { PixelScale, Rects } from './barRects.ts';

/** Rectangles of one colour; later layers lie over earlier ones. */
export interface Layer {
  rects: Rects;
  color: string;
  opacity: number;
}

interface Place {
  xAxisIndex: number;
  yAxisIndex: number;
}

function pixelScale(
  params: CustomSeriesRenderItemParams,
  api: CustomSeriesRenderItemAPI,
): PixelScale | null {
  const [x = NaN, y = NaN] = api.coord([0, 0]);
  const [nextX = NaN, nextY = NaN] = api.coord([1, 1]);
  const scale = { x, step: nextX - x, y, unit: nextY - y };
  const { coordSys } = params;
  if (!(scale.step > 0) || !('x' in coordSys) || !('width' in coordSys)) return null;
  const left = Number(coordSys.x);
  return { ...scale, left, right: left + Number(coordSys.width) };
}

function groupOf(layers: readonly Layer[]): CustomSeriesRenderItemReturn {
  const children = layers.map(({ rects, color, opacity }) => ({
    type: 'rects',
    silent: true,
    shape: { rects },
    style: { fill: color, opacity },
  }));
  // ECharts' types know its own shapes only, not registered ones.
  return { type: 'group', children } as unknown as CustomSeriesRenderItemReturn;
}

/**
 * A series that draws all bars in sight as a few elements. Its single datum has no place, so that no
 * zoom filters it; another series must carry the values that the axes measure.
 */
export function paintedSeries(
  id: string,
  place: Place,
  z: number,
  paint: (scale: PixelScale) => Layer[],
): CustomSeriesOption {
  return {
    ...place,
    id,
    z,
    type: 'custom',
    silent: true,
    animation: false,
    clip: true,
    data: [[NaN, NaN]],
    renderItem: (params, api) => {
      const scale = pixelScale(params, api);
      return scale && groupOf(paint(scale));
    },
  };
}
