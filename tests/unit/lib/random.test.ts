import { describe, expect, it } from 'vitest';
import { createRandom, deriveSeed, shuffle } from '#main/lib/random.ts';

const take = (seed: number, count: number): number[] => {
  const random = createRandom(seed);
  return Array.from({ length: count }, random.next);
};

describe('createRandom', () => {
  it('repeats its stream for the same seed and differs for another', () => {
    expect(take(7, 20)).toEqual(take(7, 20));
    expect(take(7, 20)).not.toEqual(take(8, 20));
  });

  it('gives uniform numbers in [0, 1)', () => {
    const values = take(1, 20_000);
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.01);
  });

  it('gives every integer below the bound about as often', () => {
    const { below } = createRandom(2);
    const counts = new Array<number>(6).fill(0);
    for (let i = 0; i < 12_000; i++) counts[below(6)]++;
    for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(200);
  });

  it('gives normal numbers of mean 0 and variance 1', () => {
    const { normal } = createRandom(3);
    const values = Array.from({ length: 20_000 }, normal);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const square = values.reduce((sum, value) => sum + value ** 2, 0) / values.length;
    expect(Math.abs(mean)).toBeLessThan(0.03);
    expect(Math.abs(square - 1)).toBeLessThan(0.05);
    expect(values.every(Number.isFinite)).toBe(true);
  });
});

describe('deriveSeed', () => {
  it('gives each part of a run a seed of its own, always the same', () => {
    expect(deriveSeed(1, 'fold', 2)).toBe(deriveSeed(1, 'fold', 2));
    const seeds = new Set<number>();
    for (let fold = 0; fold < 100; fold++) seeds.add(deriveSeed(1, 'fold', fold));
    seeds.add(deriveSeed(2, 'fold', 2)).add(deriveSeed(1, 'draw', 2));
    expect(seeds.size).toBe(102);
  });
});

describe('shuffle', () => {
  it('permutes in place, the same way for the same seed', () => {
    const first = Int32Array.from({ length: 50 }, (_, i) => i);
    const second = first.slice();
    shuffle(first, createRandom(4));
    shuffle(second, createRandom(4));
    expect(first).toEqual(second);
    expect(first).not.toEqual(first.slice().sort());
    expect(first.slice().sort()).toEqual(Int32Array.from({ length: 50 }, (_, i) => i));
  });
});
