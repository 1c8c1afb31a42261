import { describe, expect, it } from 'vitest';
import { survivorshipStatements } from '#main/report/survivorship.ts';
import { makeSeries } from '#tests/fixtures/dailySeries.ts';

const bars = (count: number) => Array.from({ length: count }, () => ({ close: 1 }));
const SPAN = { from: '2024-01-02', to: '2024-12-31' } as const;
const whole = makeSeries('600001.SH', bars(250));
const gone = makeSeries('600002.SH', bars(100));
const young = makeSeries('600003.SH', bars(150), 20240521);
const begins = (lines: string[]): string[] => lines.map((line) => line.split(':')[0]);

describe('what a universe knew of the future', () => {
  it.each([
    [['600001.SH', '600002.SH'], 'Named by hand'],
    ['all', 'Everything stored'],
    ['csi300', 'Members of one date'],
  ] as const)('says how %s came about', (universe, start) => {
    const lines = survivorshipStatements(
      { ...SPAN, universe: typeof universe === 'string' ? universe : [...universe] },
      [whole],
      false,
    );
    expect(lines[0].startsWith(start)).toBe(true);
  });

  it('tells members by date from members of one date', () => {
    const lines = survivorshipStatements({ ...SPAN, universe: 'csi300' }, [whole], true);
    expect(lines[0]).toMatch(/^Members by date/);
  });

  it('is suspicious when nobody left', () => {
    const lines = survivorshipStatements({ ...SPAN, universe: 'all' }, [whole], true);
    expect(begins(lines)).toContain('Nobody left');
  });

  it('counts who left and who came within the run', () => {
    const lines = survivorshipStatements({ ...SPAN, universe: 'all' }, [whole, gone, young], true);
    expect(lines[1]).toMatch(/^Left before the end: 1 of 3/);
    expect(lines[2]).toMatch(/^Joined later: 1 symbols/);
  });

  it('takes nobody for a late comer when the run begins on a holiday', () => {
    const span = { from: '2024-01-01', to: '2024-12-31' };
    const lines = survivorshipStatements({ ...span, universe: 'all' }, [whole, gone], true);
    expect(begins(lines)).not.toContain('Joined later');
  });
});
