import { describe, expect, it } from 'vitest';
import { toBars } from '#main/download/barRow.ts';
import {
  parseFactors,
  parseFacts,
  parseIndexBars,
  parseShareBars,
} from '#main/download/sources/aktoolsReplies.ts';
import { checkVolumeUnit } from '#main/download/volumeUnit.ts';
import { AppError } from '#shared/errors.ts';
import { FACTORS, shareRow } from '#tests/fixtures/fakeSource.ts';
import { describeWithShared, readShared } from '#tests/fixtures/shared.ts';
import { SOURCE_PARSERS } from '#tests/fixtures/sourceParsers.ts';

interface Parser {
  parse: (text: string) => unknown;
  good: unknown[];
}

const details = { symbol: '600519.SH' };
const index = { date: '2024-01-02', open: 1, close: 1, high: 1, low: 1, volume: 1, amount: 1 };

/** Every parser of a reply from the network, with one good reply. A new source adds its own. */
const PARSERS: Record<string, Parser> = {
  'aktools share bars': {
    parse: (text) => parseShareBars(text, '600519', details),
    good: [shareRow('2024-01-02'), shareRow('2024-01-03')],
  },
  'aktools index bars': {
    parse: (text) => parseIndexBars(text, details),
    good: [index, { ...index, date: '2024-01-03' }],
  },
  'aktools factors': { parse: (text) => parseFactors(text, details), good: FACTORS },
  'aktools facts': {
    parse: (text) => parseFacts(text, details),
    good: [{ item: '股票简称', value: '贵州茅台' }],
  },
};

const outcomeOf = (parser: Parser, text: string): unknown => {
  try {
    return parser.parse(text);
  } catch (error) {
    return error;
  }
};

describe.each(Object.entries(PARSERS))('the parser of %s', (_, parser) => {
  const text = JSON.stringify(parser.good);
  const expectRefused = (reply: string): void => {
    const outcome = outcomeOf(parser, reply);
    expect(outcome, reply.slice(0, 80)).toBeInstanceOf(AppError);
    expect(outcome).toMatchObject({ code: 'SOURCE_BAD_DATA', details });
  };

  it('reads a good reply, the same each time', () => {
    expect(parser.parse(text)).toEqual(parser.parse(text));
  });

  it('refuses a reply cut off anywhere', () => {
    for (let end = 0; end < text.length; end++) expectRefused(text.slice(0, end));
  });

  it('takes no empty reply for "no data"', () => {
    for (const reply of ['[]', '', 'null', '{}', '""']) expectRefused(reply);
  });

  it('refuses a row that lacks any of its fields', () => {
    const [first] = parser.good;
    for (const key of Object.keys(first as object)) {
      const rest = Object.entries(first as object).filter(([name]) => name !== key);
      expectRefused(JSON.stringify([Object.fromEntries(rest)]));
    }
  });

  it('ignores fields it does not know', () => {
    const more = parser.good.map((row) => ({ ...(row as object), 换手率: 0.15 }));
    expect(parser.parse(JSON.stringify(more))).toEqual(parser.parse(text));
  });
});

describe.each(Object.entries(SOURCE_PARSERS))('the way of %s to the caller', (name, parser) => {
  const outcome = async (body: string): Promise<unknown> => {
    try {
      return await parser.parse(body);
    } catch (error) {
      return error;
    }
  };

  it('takes a good body, the same each time', async () => {
    const result = await outcome(parser.body);
    expect(result).not.toBeInstanceOf(Error);
    parser.check(result as never);
    expect(await outcome(parser.body)).toEqual(result);
  });

  it('refuses a body cut off anywhere', async () => {
    for (let end = 0; end < parser.body.length - parser.tail; end++) {
      const cut = parser.body.slice(0, end);
      expect(await outcome(cut), cut.slice(-60)).toMatchObject({ code: 'SOURCE_BAD_DATA' });
    }
  });

  it('refuses the body of every other source', async () => {
    const family = name.split(' ')[0];
    for (const [other, { body }] of Object.entries(SOURCE_PARSERS)) {
      if (other.startsWith(family) || family === 'csv') continue;
      expect(await outcome(body), other).toMatchObject({ code: 'SOURCE_BAD_DATA' });
    }
  });
});

describeWithShared('bodies as sources sent them', () => {
  it('an AKTools record is read as text says, and known for adjusted by its money', () => {
    const text = readShared('data', 'raw_http', 'aktools_stock_zh_a_hist_one_record.json');
    const bars = toBars(parseShareBars(text, '002158', details));
    expect(bars.tradeDate[0]).toBe(20070817);
    expect([bars.open[0], bars.high[0], bars.low[0], bars.close[0]]).toEqual([
      10.22, 10.22, 6.47, 6.73,
    ]);
    expect(bars.volume[0]).toBe(19_204_400);
    expect(checkVolumeUnit(bars, 1).fits).toBe(false);
    expect(() => parseShareBars(text, '600519', details)).toThrow('002158');
  });

  it('another provider’s body in place of AKTools’ is refused', () => {
    for (const file of [
      'em_kline_day_600600_fqt1.json',
      'em_kline_empty_000300_jsonp.txt',
      'tencent_day_sh000300_20260930.json',
    ]) {
      const body = readShared('data', 'raw_http', file);
      for (const parser of Object.values(PARSERS)) {
        expect(outcomeOf(parser, body)).toMatchObject({ code: 'SOURCE_BAD_DATA' });
      }
    }
  });
});
