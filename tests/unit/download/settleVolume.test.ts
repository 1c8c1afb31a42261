import { describe, expect, it } from 'vitest';
import { settleVolume } from '#main/download/settleVolume.ts';
import type { StatedUnit } from '#main/download/settleVolume.ts';
import type { Board } from '#shared/domain.ts';

const locate = (row: number) => ({ row: row + 1 });
const settle = (volume: number[], ratio: number, stated: StatedUnit, board: Board = 'main') =>
  settleVolume(
    {
      low: Float64Array.from(volume, () => 9.9),
      high: Float64Array.from(volume, () => 10.5),
      volume: Float64Array.from(volume),
      amount: Float64Array.from(volume, (value) => value * ratio),
    },
    board,
    stated,
    locate,
  );
const MANY = Array.from({ length: 20 }, (_, i) => 1000 + 100 * i);
const refused = expect.objectContaining({ code: 'SOURCE_BAD_DATA' }) as Error;

describe('settleVolume', () => {
  it('takes the stated unit where the money agrees', () => {
    expect([...settle([1234], 1020, 100).volume]).toEqual([123_400]);
    expect([...settle([123_400], 10.2, 1).volume]).toEqual([123_400]);
  });

  it('lets the money decide where a source uses both units', () => {
    expect([...settle([1234.56], 1020, 'either').volume]).toEqual([123_456]);
    expect([...settle([123_456], 10.2, 'either').volume]).toEqual([123_456]);
    expect(() => settle([1234], 99, 'either')).toThrow(refused);
  });

  it('overrules a stated 手 only when many bars say that it was multiplied', () => {
    const { volume, repairs } = settle(MANY, 10.2, 100);
    expect([...volume]).toEqual(MANY);
    expect(repairs).toHaveLength(1);
    expect(() => settle(MANY.slice(1), 10.2, 100)).toThrow(refused);
    // Odd volumes were not multiplied: it is the money that is wrong.
    expect(() => settle([...MANY, 1234], 10.2, 100)).toThrow(refused);
    expect(() => settle(MANY, 1020, 1)).toThrow(refused);
  });

  it('is not led astray by a few rows where each is judged afterwards', () => {
    const bars = (volume: number[]) => ({
      low: Float64Array.from(volume, () => 9.9),
      high: Float64Array.from(volume, () => 10.5),
      volume: Float64Array.from(volume),
      amount: Float64Array.from(volume, () => 102_000),
    });
    const some = bars([100, 100, 10_000]);
    expect([...settleVolume(some, 'main', 100, locate, true).volume]).toEqual([1e4, 1e4, 1e6]);
    expect(() => settleVolume(some, 'main', 100, locate)).toThrow(refused);
    expect(() => settleVolume(bars([100, 10_000]), 'main', 100, locate, true)).toThrow(refused);
  });

  it('needs no money on days without trades', () => {
    expect([...settle([0, 0], 0, 'either').volume]).toEqual([0, 0]);
    expect(() => settle([5], 0, 'either')).toThrow(refused);
    expect([...settle([5], 0, 100).volume]).toEqual([500]);
  });

  it('tells the unit of an index by the average price of its shares', () => {
    expect([...settle([1000], 15, 'either', 'index').volume]).toEqual([1000]);
    expect([...settle([1000], 1500, 'either', 'index').volume]).toEqual([100_000]);
    expect(() => settle([1000], 250, 'either', 'index')).toThrow(refused);
    expect([...settle([1000], 250, 100, 'index').volume]).toEqual([100_000]);
  });
});
