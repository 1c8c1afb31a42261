import { describe, expect, it } from 'vitest';
import { createFormatter, toneOf } from '#renderer/text/format.ts';

const zh = createFormatter('zh-CN');
const en = createFormatter('en');

describe('figures as text', () => {
  it('groups thousands and keeps the asked digits', () => {
    expect(zh.number(1483439.884)).toBe('1,483,439.88');
    expect(zh.number(0.5, 0)).toBe('1');
  });

  it('writes no more digits than a value has when asked', () => {
    expect([0.1 + 0.2, -5, 1234.5].map((value) => zh.shortest(value))).toEqual([
      '0.3',
      '−5',
      '1,234.5',
    ]);
    expect(zh.shortest(0.123456, 2)).toBe('0.12');
  });

  it('shows a dash where there is no value, never a zero', () => {
    expect(zh.number(null)).toBe('—');
    expect(zh.percent(undefined)).toBe('—');
    expect(zh.yuanShort(NaN)).toBe('—');
  });

  it('writes ratios as percent with their sign when asked', () => {
    expect(zh.percent(0.0512, { isSigned: true })).toBe('+5.12%');
    expect(zh.percent(-0.308)).toBe('−30.80%');
  });

  it('gives a value that rounds to zero neither sign nor colour', () => {
    expect(zh.percent(-0.00001, { isSigned: true })).toBe('0.00%');
    expect(toneOf(-0.00001)).toBe('flat');
  });

  it('colours gains up and losses down', () => {
    expect([toneOf(0.01), toneOf(-0.01), toneOf(null)]).toEqual(['up', 'down', 'flat']);
  });

  it('shortens yuan by 万 and 亿 in Chinese, by K, M and B in English', () => {
    expect(zh.yuanShort(1_483_439)).toBe('148.34万');
    expect(zh.yuanShort(-250_000_000)).toBe('−2.50亿');
    expect(en.yuanShort(1_483_439)).toBe('1.48M');
    expect(zh.yuanShort(999)).toBe('999');
  });

  it('names lengths of time in words of the language', () => {
    expect([zh.duration(42), zh.duration(75), zh.duration(3700)]).toEqual([
      '42秒',
      '1分15秒',
      '1时1分',
    ]);
    expect(en.duration(75)).toBe('1 min 15 s');
  });
});
