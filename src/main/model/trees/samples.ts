import { assert } from '#main/lib/assert.ts';
import { AppError } from '#shared/errors.ts';
import type { TreeLoss } from '#shared/trees.ts';

/** Rows that trees are trained or validated on. */
export interface TreeSamples {
  /** count × width, row-major; NaN = missing. */
  x: Float32Array;
  /** 0 or 1, a value, or for ranking any number that is higher for what should rank higher. */
  y: Float32Array;
  count: number;
  width: number;
  /** Ranking only: first row of each date, then `count`; the rows of a date follow one another. */
  groups?: Int32Array;
}

/** @throws INVALID_INPUT where an input is infinite */
export function checkSamples(samples: TreeSamples, loss: TreeLoss, part: string): void {
  const { x, y, count, width, groups } = samples;
  assert(count > 0 && width > 0, `${part} samples`);
  assert(x.length === count * width && y.length === count, `${part} samples fit`);
  assert(y.every(Number.isFinite), `${part} labels are known`);
  if (loss === 'crossEntropy') {
    assert(
      y.every((label) => label === 0 || label === 1),
      `${part} labels are classes`,
    );
  }
  if (loss === 'ranking') checkGroups(groups, count, part);
  const at = x.findIndex((value) => value === Infinity || value === -Infinity);
  if (at >= 0) {
    const column = at % width;
    throw new AppError('INVALID_INPUT', `input column ${column + 1} holds an infinite value`, {
      column,
      row: (at - column) / width,
    });
  }
}

function checkGroups(groups: Int32Array | undefined, count: number, part: string): void {
  assert(groups && groups.length > 1, `${part} rows come in dates`);
  assert(groups[0] === 0 && groups.at(-1) === count, `${part} dates cover every row`);
  assert(
    groups.every((from, i) => i === 0 || from > groups[i - 1]),
    `${part} dates follow one another`,
  );
}
