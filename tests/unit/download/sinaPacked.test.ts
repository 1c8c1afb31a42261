import { describe, expect, it } from 'vitest';
import { decodeBars } from '#main/download/sources/sinaBars.ts';
import { decodeCalendar } from '#main/download/sources/sinaCalendar.ts';
import { packBars, packCalendar, packIndex } from '#tests/fixtures/sinaPack.ts';
import type { PackOptions } from '#tests/fixtures/sinaPack.ts';
import { makeRows } from '#tests/fixtures/sourceBodies.ts';

/** Sessions with holidays of every length, and volumes and prices that change their widths. */
const ROWS = makeRows(400)
  .filter((_, i) => i % 11 !== 3 && (i < 100 || i > 112) && (i < 200 || i > 290))
  .map((row, i) => (i % 17 === 5 ? { ...row, volume: row.volume * 5000, amount: 0 } : row));

describe('packed bars of shares', () => {
  const variants: PackOptions[] = [
    {},
    { decimals: 3 },
    { isSeparate: true },
    { isPlainAmount: true },
    { hasLate: true },
    { decimals: 3, isSeparate: true, isPlainAmount: true, hasLate: true },
  ];
  it.each(variants)('come back as they were: %o', (options) => {
    expect(decodeBars(packBars(ROWS, options), {})).toEqual(ROWS);
  });

  it('are refused when they are cut, of another type or another version', () => {
    const text = packBars(ROWS);
    for (const broken of [
      text.slice(0, -3),
      text.slice(0, 2),
      '',
      'AAAA',
      `${text.slice(0, 2)}A`,
    ]) {
      expect(() => decodeBars(broken, { symbol: '600519.SH' })).toThrow(
        expect.objectContaining({ code: 'SOURCE_BAD_DATA' }),
      );
    }
    const ofNextVersion = `${text.slice(0, 2)}+${text.slice(3)}`;
    expect(() => decodeBars(ofNextVersion, {})).toThrow('version 1');
    expect(() => decodeBars(packCalendar([20240102, 20240103]), {})).toThrow('type 139');
  });
});

describe('packed bars of an index', () => {
  it('come back as they were, without amounts', () => {
    const wanted = ROWS.map((row) => ({ ...row, amount: NaN }));
    expect(decodeBars(packIndex(ROWS), {})).toEqual(wanted);
  });
});

describe('the packed calendar', () => {
  it('comes back as it was, holidays of several days and weekends between', () => {
    const dates = ROWS.map(({ key }) => key);
    expect([...decodeCalendar(packCalendar(dates), {})]).toEqual(dates);
  });

  it('gets the session of 1992 that Sina forgot', () => {
    const dates = [19920429, 19920430, 19920505, 19920506];
    expect([...decodeCalendar(packCalendar(dates), {})]).toEqual([
      19920429, 19920430, 19920504, 19920505, 19920506,
    ]);
  });

  it('is refused when it is cut, or no calendar', () => {
    const text = packCalendar(ROWS.map(({ key }) => key));
    for (const broken of [text.slice(0, -4), text.slice(0, 5), packBars(ROWS)]) {
      expect(() => decodeCalendar(broken, {})).toThrow(
        expect.objectContaining({ code: 'SOURCE_BAD_DATA' }),
      );
    }
  });
});
