import { describe, expect, it } from 'vitest';
import { binColumns } from '#main/model/trees/binning.ts';
import type { Forest } from '#main/model/trees/forest.ts';
import { createGrower } from '#main/model/trees/grower.ts';
import { createPool, planPasses } from '#main/model/trees/histogram.ts';
import { createTurns } from '#main/model/trees/turns.ts';
import { treeSettingsSchema } from '#shared/trees.ts';
import { makeRows, value } from './treeSamples.ts';

async function growOne(poolBytes?: number): Promise<Forest> {
  const rows = makeRows((a, b, c, noise) => Math.round(value(a, b, c, noise) * 64));
  const turns = createTurns(undefined);
  const binned = await binColumns(rows, 255, 1, turns);
  // Whole numbers sum to the same in any order.
  const derivatives = { gradients: rows.y, hessians: new Float32Array(0) };
  const desk = { gradients: new Float32Array(rows.count), hessians: new Float32Array(0) };
  const plan = planPasses(Int32Array.of(0, 1, 2, 3, 4));
  const input = { binned, derivatives, isHessianConstant: true, plan, desk, turns };
  const pool = createPool(rows.width, true, poolBytes);
  const grower = createGrower({ input, settings: treeSettingsSchema.parse({ minLeaf: 5 }), pool });
  const order = Uint32Array.from({ length: rows.count }, (_, i) => i);
  return grower.grow(order, rows.count);
}

describe('growing a tree', () => {
  it('ends with as many leaves as wanted, each with as many rows as it must have', async () => {
    const tree = await growOne();
    expect(tree.column.filter((column) => column === -1)).toHaveLength(31);
    expect(tree.column).toHaveLength(61);
  });

  it('gives the same tree where only two histograms fit into memory', async () => {
    expect(await growOne(1)).toEqual(await growOne());
  });
});
