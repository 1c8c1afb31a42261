import { graphic } from 'echarts/core';
import type { Rects } from './barRects.ts';

interface RectsOption {
  rects?: Rects;
}

const NOWHERE = new graphic.BoundingRect(0, 0, 0, 0);

/**
 * Many rectangles of one colour as one silent element. Filled one by one: without a GPU, a canvas
 * takes many times longer for one path of a thousand rectangles than for a thousand rectangles.
 */
export const RectsShape = graphic.extendShape({
  type: 'rects',
  shape: { rects: [] },
  // Measured, it would be recorded as a path, and drawn from the empty record ever after.
  getBoundingRect: () => NOWHERE,
  buildPath(path, { rects = [] }: RectsOption) {
    const context = 'getContext' in path ? path.getContext() : path;
    if (!context) return;
    for (let i = 0; i < rects.length; i += 4) {
      context.fillRect(rects[i] ?? 0, rects[i + 1] ?? 0, rects[i + 2] ?? 0, rects[i + 3] ?? 0);
    }
  },
});
