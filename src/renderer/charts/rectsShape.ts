import { graphic } from 'echarts/core';
import type { Rects } from './barRects.ts';

interface RectsOption {
  rects?: Rects;
}

/**
 * Many rectangles of one colour as one silent element. Filled one by one: without a GPU, a canvas
 * takes many times longer for one path of a thousand rectangles than for a thousand rectangles.
 */
export const RectsShape = graphic.extendShape({
  type: 'rects',
  shape: { rects: [] },
  buildPath(path, { rects = [] }: RectsOption) {
    // zrender asks for the path without a canvas as well, to measure it; there is nothing to measure.
    const context = 'getContext' in path ? path.getContext() : path;
    if (!context) return;
    for (let i = 0; i < rects.length; i += 4) {
      context.fillRect(rects[i] ?? 0, rects[i + 1] ?? 0, rects[i + 2] ?? 0, rects[i + 3] ?? 0);
    }
  },
});
