import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { parseCsv } from '#main/download/sources/csv.ts';
import type { BarsFile } from '#main/download/sources/csv.ts';

const SHARED = `date,open,high,low,close,volume,amount,factor,turn,trading,st
2024-01-02,10.00,10.50,9.90,10.20,120000,1224000,1.0,0.5,1,0
2024-01-03,10.20,10.20,10.20,10.20,0,0,1.0,,0,0
2024-01-04,9.70,9.90,9.60,9.80,80000,784000,1.05,0.3,1,1
`;
const CHINESE = `日期,股票代码,开盘,收盘,最高,最低,成交量,成交额,振幅,涨跌幅,涨跌额,换手率
2024-01-02,600519,10.00,10.20,10.50,9.90,1200,1224000,3.8,1.2,0.1,0.5
2024-01-03,600519,10.20,9.80,10.30,9.70,800,788000,3.8,1.2,0.1,0.5
`;
const PLAIN = `date,open,high,low,close,volume
20240102,10,10.5,9.9,10.2,120000
20240103,10.2,10.4,10.1,10.3,80000
`;

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

function read(file: string, text: string | Uint8Array, symbol?: string): BarsFile {
  const parsed = parseCsv(file, typeof text === 'string' ? encode(text) : text, symbol);
  if ('skipped' in parsed) throw new Error(`skipped: ${parsed.skipped}`);
  return parsed;
}

const failure = (run: () => unknown): unknown => {
  try {
    run();
  } catch (error) {
    return error;
  }
  return null;
};

describe('parseCsv on the English columns', () => {
  it('reads shares, amounts, factors, suspended days and ST flags', () => {
    const file = read('sh600519.csv', SHARED);
    expect(file.symbol).toBe('600519.SH');
    expect([...file.bars.tradeDate]).toEqual([20240102, 20240103, 20240104]);
    expect([...file.bars.volume]).toEqual([120_000, 0, 80_000]);
    expect([...file.bars.amount]).toEqual([1_224_000, 0, 784_000]);
    expect([...file.isSt!]).toEqual([0, 0, 1]);
    expect(file.factors).toEqual([
      { tradeDate: 20240102, factor: 1 },
      { tradeDate: 20240104, factor: 1.05 },
    ]);
  });

  it('reads value ratios, the turnover rate as a fraction; an empty or a said gap is none', () => {
    const cells = ['5.2,0.9,nan', '--,0.91,', ',,None'];
    const lines = SHARED.trim().split('\n');
    const text = ['pe,pb,pcf', ...cells].map((cell, i) => `${lines[i]},${cell}`);
    const { ratios } = read('sh600519.csv', text.join('\n'));
    expect([...ratios!.turn]).toEqual([0.005, NaN, 0.003]);
    expect([...ratios!.pe]).toEqual([5.2, NaN, NaN]);
    expect([...ratios!.pb]).toEqual([0.9, 0.91, NaN]);
    expect([...ratios!.pcf, ...ratios!.ps]).toEqual([NaN, NaN, NaN, NaN, NaN, NaN]);
    expect(read('600519.csv', PLAIN).ratios).toBeUndefined();
    const wrong = text.join('\n').replace('5.2,0.9', 'cheap,0.9');
    expect(failure(() => read('sh600519.csv', wrong))).toMatchObject({
      code: 'SOURCE_BAD_DATA',
      details: { line: 2, problem: '"cheap" is not a number' },
    });
  });

  it('turns 手 into shares when the money says so', () => {
    const lots = SHARED.replace('120000', '1200').replace('80000', '800');
    expect([...read('sh600519.csv', lots).bars.volume]).toEqual([120_000, 0, 80_000]);
  });

  it('reads the plain columns as shares, with unknown amounts', () => {
    const { bars, factors } = read('600519.csv', PLAIN);
    expect([...bars.volume]).toEqual([120_000, 80_000]);
    expect([...bars.amount]).toEqual([NaN, NaN]);
    expect(factors).toBeUndefined();
  });

  it('reads a file that begins with the newest bar', () => {
    const [header, first, second] = PLAIN.trim().split('\n');
    const { bars } = read('600519.csv', [header, second, first].join('\n'));
    expect([...bars.tradeDate]).toEqual([20240102, 20240103]);
  });

  it('leaves the volume of an index alone', () => {
    const index = PLAIN.replaceAll(/,(\d+)(\.\d)?,/g, ',$1.123,');
    expect([...read('sh000300.csv', index).bars.volume]).toEqual([120_000, 80_000]);
  });

  it('reads money from `turnover` where the rate has a column of its own', () => {
    const renamed = SHARED.replace('amount', 'turnover').replace('turn,', 'turnover_ratio,');
    expect(read('600519.csv', renamed).bars.amount[0]).toBe(1_224_000);
  });
});

describe('parseCsv on the Chinese columns', () => {
  it.each([
    ['UTF-8', encode(CHINESE)],
    ['UTF-8 with a byte order mark', encode(`\ufeff${CHINESE}`)],
    ['GBK', iconv.encode(CHINESE, 'gbk')],
    ['UTF-16 with a byte order mark', iconv.encode(CHINESE, 'utf-16le', { addBOM: true })],
    ['Windows line ends', encode(CHINESE.replaceAll('\n', '\r\n'))],
    ['tabs', encode(CHINESE.replaceAll(',', '\t'))],
  ])('reads %s', (_, bytes) => {
    const { symbol, bars } = read('export.csv', bytes);
    expect(symbol).toBe('600519.SH');
    expect([...bars.volume]).toEqual([120_000, 80_000]);
    expect([...bars.high]).toEqual([10.5, 10.3]);
    expect([...bars.close]).toEqual([10.2, 9.8]);
  });

  it('takes the name from its column or from the file', () => {
    expect(read('贵州茅台_600519.csv', CHINESE).name).toBe('贵州茅台');
    const named = CHINESE.replace('股票代码', '股票名称').replaceAll(',600519,', ',贵州茅台,');
    expect(read('600519.csv', named).name).toBe('贵州茅台');
    expect(read('日线数据_600519.csv', CHINESE).name).toBe('');
  });

  it('refuses lines about another share', () => {
    const mixed = CHINESE.replace('2024-01-03,600519', '2024-01-03,000858');
    expect(failure(() => read('600519.csv', mixed))).toMatchObject({
      code: 'SOURCE_BAD_DATA',
      details: { line: 3 },
    });
    expect(failure(() => read('000858.csv', CHINESE))).toMatchObject({ details: { line: 2 } });
  });

  it('refuses volumes in an unknown unit', () => {
    const withoutMoney = CHINESE.replace('成交额', '备注');
    expect(failure(() => read('600519.csv', withoutMoney))).toMatchObject({
      code: 'SOURCE_BAD_DATA',
    });
  });
});

describe('parseCsv on exports of trading terminals', () => {
  const TDX = `600519 贵州茅台 日线 不复权
      日期\t    开盘\t    最高\t    最低\t    收盘\t    成交量\t    成交额
2024/01/02\t10.00\t10.50\t9.90\t10.20\t120000\t1224000.00
2024/01/03\t10.20\t10.30\t9.70\t9.80\t80000\t788000.00
数据来源:通达信
`;
  const THS = `时间\t开盘\t最高\t最低\t收盘\t涨幅\t振幅\t总手\t金额\t换手%\t成交次数
2024-01-02,二\t10.00\t10.50\t9.90\t10.20\t--\t3.80%\t1,200\t1,224,000\t0.50\t100
2024-01-03,三\t10.20\t10.30\t9.70\t9.80\t-3.92%\t5.90%\t800\t788,000\t0.50\t100
`;
  const expectBars = ({ bars }: BarsFile): void => {
    expect([...bars.tradeDate]).toEqual([20240102, 20240103]);
    expect([...bars.open]).toEqual([10, 10.2]);
    expect([...bars.low]).toEqual([9.9, 9.7]);
    expect([...bars.volume]).toEqual([120_000, 80_000]);
    expect([...bars.amount]).toEqual([1_224_000, 788_000]);
  };

  it.each([
    ['tabs', TDX],
    ['spaces', TDX.replaceAll('\t', '   ')],
    ['commas', TDX.replaceAll('\t', ',')],
    ['dashes in dates', TDX.replaceAll('2024/01/0', '2024-01-0')],
    ['no header', TDX.replace(/ +日期.*\n/, '')],
    ['no footer', TDX.replace('数据来源:通达信\n', '')],
    ['Windows line ends', TDX.replaceAll('\n', '\r\n')],
  ])('reads 通达信 with %s', (_, text) => {
    const file = read('SH#600519.txt', iconv.encode(text, 'gbk'));
    expectBars(file);
    expect([file.symbol, file.name]).toEqual(['600519.SH', '贵州茅台']);
    expect(read('export.txt', text).symbol).toBe('600519.SH');
  });

  it('reads 同花顺, with weekdays in dates and thousands set apart', () => {
    expectBars(read('600519.xls', iconv.encode(THS, 'gbk')));
    expectBars(read('600519.xls', THS.replaceAll(/,[二三]/g, '')));
  });

  it('reads akshare’s 时间 as the day where it holds no minute', () => {
    const akshare = CHINESE.replace('日期', '时间');
    expect(read('export.csv', akshare).bars.tradeDate).toHaveLength(2);
    const minutes = akshare.replaceAll(/(2024-01-0\d)/g, '$1 09:35:00');
    expect(parseCsv('600519.csv', encode(minutes))).toEqual({
      skipped: 'holds minute bars, not daily ones',
    });
  });

  it('refuses adjusted prices, and a title about another share', () => {
    for (const adjust of ['前复权', '后复权', '等比前复权']) {
      expect(failure(() => read('600519.txt', TDX.replace('不复权', adjust)))).toMatchObject({
        code: 'SOURCE_BAD_DATA',
        details: { line: 1 },
      });
    }
    expect(failure(() => read('000858.txt', TDX))).toMatchObject({ code: 'SOURCE_BAD_DATA' });
  });

  it.each(['周线', '5分钟线', '1分钟'])('passes over %s', (period) => {
    expect(parseCsv('600519.txt', encode(TDX.replace('日线', period)))).toEqual({
      skipped: `holds ${period}, not daily bars`,
    });
  });

  it('names the line as an editor shows it', () => {
    expect(failure(() => read('600519.txt', TDX.replace('9.70', 'x')))).toMatchObject({
      details: { line: 4 },
    });
  });
});

describe('parseCsv on the symbol', () => {
  it.each([
    ['sh600519.csv', '600519.SH'],
    ['600519.csv', '600519.SH'],
    ['600519.SH.csv', '600519.SH'],
    ['SZ.000858.csv', '000858.SZ'],
    ['贵州茅台_600519.csv', '600519.SH'],
    ['600519贵州茅台.csv', '600519.SH'],
    ['daily_300750_2024.csv', '300750.SZ'],
    ['000300.csv', '000300.SH'],
    ['600519_20240102_20240103.csv', '600519.SH'],
  ])('reads %s as %s', (file, symbol) => {
    expect(read(file, PLAIN).symbol).toBe(symbol);
  });

  it('follows the given symbol, whatever the name', () => {
    expect(read('bars 2024.csv', PLAIN, '000858.SZ').symbol).toBe('000858.SZ');
  });

  it.each(['bars.csv', '600519_000858.csv', '0700.HK.csv'])('asks for one beside %s', (file) => {
    expect(failure(() => read(file, PLAIN))).toMatchObject({ code: 'INVALID_INPUT' });
  });
});

describe('parseCsv on bad files', () => {
  const broken: [what: string, line: number, from: string, to: string][] = [
    ['a word for a price', 3, '10.20,10.20,10.20,10.20', 'x,10.20,10.20,10.20'],
    ['an empty cell', 4, '80000', ''],
    ['a high below the close', 2, '10.50', '10.10'],
    ['a low above the open', 4, '9.60', '9.75'],
    ['a price of zero', 4, '9.70', '0'],
    ['a negative price', 2, '9.90', '-9.90'],
    ['a negative volume', 4, '80000', '-80000'],
    ['a date twice', 3, '2024-01-03', '2024-01-02'],
    ['a date out of order', 3, '2024-01-03', '2024-01-01'],
    ['a day that does not exist', 4, '2024-01-04', '2024-02-30'],
    ['something else for a date', 3, '2024-01-03', 'Jan 3'],
    ['a missing cell', 4, '80000,', ''],
    ['a factor of zero', 4, '1.05', '0'],
    ['volume on a suspended day', 3, '10.20,0,0', '10.20,100,1020'],
    ['an ST flag of 2', 4, '0.3,1,1', '0.3,1,2'],
  ];
  it.each(broken)('names the line of %s', (_, line, from, to) => {
    expect(failure(() => read('600519.csv', SHARED.replace(from, to)))).toMatchObject({
      code: 'SOURCE_BAD_DATA',
      details: { file: '600519.csv', line },
    });
  });

  it('refuses prices that do not belong to the money', () => {
    const shifted = SHARED.replaceAll('10.', '13.').replaceAll('9.', '12.');
    expect(failure(() => read('600519.csv', shifted))).toMatchObject({ details: { line: 2 } });
  });

  it('refuses prices finer than a fen', () => {
    const scaled = PLAIN.replace('10,10.5', '10.1234,10.5');
    expect(failure(() => read('600519.csv', scaled))).toMatchObject({ details: { line: 2 } });
  });

  it('refuses a file whose name says that it is adjusted when nothing can prove otherwise', () => {
    expect(failure(() => read('600519_前复权.csv', PLAIN))).toMatchObject({
      code: 'SOURCE_BAD_DATA',
    });
  });

  it.each([
    ['no date', 'symbol,name\n600519,贵州茅台\n'],
    ['no prices', 'date,value\n2024-01-02,3\n'],
    ['minutes', 'datetime,open,high,low,close,volume\n2024-01-02 09:31,1,1,1,1,100\n'],
    ['a header only', 'date,open,high,low,close,volume\n'],
    ['nothing at all', ''],
  ])('passes over a file with %s', (_, text) => {
    expect(parseCsv('600519.csv', encode(text))).toEqual({
      skipped: expect.stringContaining('') as unknown,
    });
  });
});
