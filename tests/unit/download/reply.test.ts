import { describe, expect, it } from 'vitest';
import {
  parseJson,
  parseScript,
  readDay,
  readMaybe,
  readMinute,
  readNumber,
} from '#main/download/reply.ts';

const details = { symbol: '600519.SH' };
const refused = expect.objectContaining({ code: 'SOURCE_BAD_DATA' }) as Error;

describe('parseScript', () => {
  it.each([
    ['{"a":1}'],
    ['var x={"a":1};'],
    ['kline_day={"a":1}'],
    ['/*<script>x</script>*/\n=({"a":1});'],
    ['jQuery33_16({"a":1});'],
    ['var x={"a":1}\n/* note */'],
  ])('finds the value in %s', (text) => {
    expect(parseScript(text, details)).toEqual({ a: 1 });
  });

  it.each([['=({"a":1};'], ['=({"a":1'], ['/* note'], ['var x='], ['<html>']])(
    'refuses %s',
    (text) => {
      expect(() => parseScript(text, details)).toThrow(refused);
    },
  );

  it('marks a reply without a word as empty', () => {
    expect(() => parseJson(' \n', details)).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ isEmpty: true }) as unknown }),
    );
  });
});

describe('numbers', () => {
  it.each([
    [12.5, 12.5],
    ['12.50', 12.5],
    ['-3', -3],
    ['1.5e3', 1500],
  ])('reads %s', (cell, value) => {
    expect(readNumber(cell, 'price', details)).toBe(value);
  });

  it.each([
    NaN,
    Infinity,
    '',
    '-',
    'NaN',
    '0x10',
    '1,000',
    '1e999',
    ' 1',
    null,
    undefined,
    [1],
    {},
  ])('refuses %s', (cell) => {
    expect(() => readNumber(cell, 'price', details)).toThrow(refused);
  });

  it.each([null, undefined, '-', ''])('takes %s for "none" where there may be none', (cell) => {
    expect(readMaybe(cell, 'price', details)).toBeNull();
  });
});

describe('dates and times', () => {
  it('are read with or without what follows', () => {
    expect(readDay('2024-01-02', details)).toBe(20240102);
    expect(readDay('2024-01-02 00:00:00', details)).toBe(20240102);
    expect(readMinute('2024-01-02 09:35', details)).toBe(202401020935);
    expect(readMinute('2024-01-02 15:00:00', details)).toBe(202401021500);
  });

  it.each(['2024-02-30', '20240102', '2024-01-022', '', null, 20240102])('refuses %s', (cell) => {
    expect(() => readDay(cell, details)).toThrow(refused);
  });

  it.each(['2024-01-02', '2024-01-02 24:00', '2024-01-02 09:60', '2024-01-02 9:35'])(
    'refuses %s as a time',
    (cell) => {
      expect(() => readMinute(cell, details)).toThrow(refused);
    },
  );
});
