import { describe, expect, it } from 'vitest';
import { throwFirst } from '#main/cli/command.ts';
import {
  describeCalendar,
  describeDownload,
  describeExport,
  describeInstruments,
} from '#main/cli/dataOutput.ts';
import type { UpdateOutcome } from '#shared/dataContract.ts';
import { failureOf } from '#tests/fixtures/failureOf.ts';

const AWAY = { code: 'SOURCE_UNREACHABLE', message: 'nobody answers' } as const;
const outcome = (symbol: string, more: Partial<UpdateOutcome> = {}): UpdateOutcome => ({
  ...{ symbol, source: null, added: 0, changed: 0, factors: 0, quarantined: 0 },
  ...{ from: null, to: null, error: null },
  ...more,
});
const symbols = Array.from({ length: 7 }, (_, i) => `60000${i}.SH`);

describe('a download on the command line', () => {
  const failed = symbols.map((symbol) => outcome(symbol, { error: AWAY }));
  const mixed = [outcome('000001.SZ', { source: 'sina', added: 9 }), ...failed];

  it('says once what befell several symbols', () => {
    const text = describeDownload({ download: 'daily-0a1b2c3d', state: 'done', symbols: mixed });
    expect(text.split('\n')).toEqual([
      expect.stringContaining('000001.SZ: 9 new'),
      `${symbols.slice(0, 5).join(', ')} and 2 more: SOURCE_UNREACHABLE: nobody answers`,
    ]);
  });

  it('ends with the command that goes on with it', () => {
    const download = { download: 'daily-0a1b2c3d', state: 'limited', symbols: [] } as const;
    expect(describeDownload({ ...download, symbols: [] }, 'my.db')).toBe(
      'limited; go on with: npm run zuot -- resume daily-0a1b2c3d --db my.db',
    );
  });

  it('counts in its error what was printed, and repeats it only where nobody reads the lines', () => {
    expect(failureOf(() => throwFirst({}, mixed))).toMatchObject({
      code: 'SOURCE_UNREACHABLE',
      message: '7 of 8 failed, as said above',
    });
    expect(failureOf(() => throwFirst({ json: true }, mixed)).message).toBe('nobody answers');
    expect(() => throwFirst({}, [outcome('600000.SH')])).not.toThrow();
  });
});

describe('lists on the command line', () => {
  it('name the next step where they are empty', () => {
    const calendar = { dates: [], source: null, updatedAt: null };
    expect(describeCalendar(calendar)).toContain('npm run zuot -- calendar --update');
    expect(describeCalendar({ ...calendar, source: 'sina', dates: ['2026-01-05'] })).toBe(
      '1 trading days, from sina\n2026-01-05',
    );
    expect(describeInstruments([])).toContain('npm run zuot -- instruments --update list');
  });

  it('mark simulated instruments', () => {
    const share = { symbol: '602001.SH', name: 'A', board: 'main', listDate: null } as const;
    const shares = [true, false].map((isSimulated) => ({
      ...share,
      delistDate: null,
      isSimulated,
    }));
    expect(describeInstruments(shares).split('\n')).toEqual([
      '602001.SH A main 模拟数据',
      '602001.SH A main',
    ]);
  });

  it('say of which symbols there were no minutes to export', () => {
    const files = ['/out/sh600000.csv', '/out/sh600001.csv', '/out/sh600000_5min.csv'];
    const lines = describeExport(files, ['600000.SH', '600001.SH'], [5, 30]).split('\n');
    expect(lines.slice(3)).toEqual([
      'no 5-minute bars are stored of 600001.SH',
      'no 30-minute bars are stored of 600000.SH, 600001.SH',
    ]);
  });
});
