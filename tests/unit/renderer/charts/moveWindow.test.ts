import { describe, expect, it } from 'vitest';
import { carryOver, moveByKey } from '#renderer/charts/moveWindow.ts';

const COUNT = 500;
const NOW = { from: 200, to: 300 };

describe('the window of the K-line, moved by a key', () => {
  it.each([
    ['ArrowLeft', { from: 190, to: 290 }],
    ['ArrowRight', { from: 210, to: 310 }],
    ['PageUp', { from: 100, to: 200 }],
    ['PageDown', { from: 300, to: 400 }],
    ['ArrowUp', { from: 220, to: 300 }],
    ['+', { from: 220, to: 300 }],
    ['ArrowDown', { from: 175, to: 300 }],
    ['-', { from: 175, to: 300 }],
    ['Home', { from: 0, to: 100 }],
    ['End', { from: 399, to: 499 }],
  ])('%s', (key, moved) => {
    expect(moveByKey(NOW, key, COUNT)).toEqual(moved);
  });

  it('stays where it is for any other key', () => {
    expect(moveByKey(NOW, 'x', COUNT)).toBeNull();
  });
});

describe('the window on bars of another period', () => {
  const days = Array.from({ length: 28 }, (_, i) => `2025-02-${String(i + 1).padStart(2, '0')}`);

  it('shows the same dates', () => {
    const odd = days.filter((_, i) => i % 2 === 0);
    const many = [...Array.from({ length: 200 }, (_, i) => `2024-${String(100 + i)}`), ...odd];
    const { from, to } = carryOver({ from: 0, to: 27 }, days, many);
    expect(many[to]).toBe('2025-02-27');
    expect(to - from).toBe(90);
  });

  it('shows all of them where there are few', () => {
    expect(carryOver({ from: 5, to: 10 }, days, days.slice(0, 12))).toEqual({ from: 0, to: 11 });
  });
});
