import { parseSymbol } from '#main/market/symbol.ts';
import type { SymbolCode } from '#shared/domain.ts';
import { toAppError } from '#shared/errors.ts';

const TOKEN =
  /(?<![0-9A-Za-z])(?:(?:sh|sz|bj)[._#-]?\d{6}|\d{6}(?:[._-]?(?:sh|sz|bj|ss|xshg|xshe))?)(?![0-9A-Za-z])/gi;
const CHINESE_NAME = /\*?(?:ST)?[\u4e00-\u9fff][\u4e00-\u9fffA-Z]+/;
/** What people write into file names beside a company's name. */
const NOT_A_NAME = /复权|日线|日K|行情|数据|历史|股票|指数/;

/** Symbols that a file's name spells: `sh600519.csv`, `600519.SH.csv`, `贵州茅台_600519.csv`. */
export function findSymbols(file: string): SymbolCode[] {
  const stem = file.replace(/\.(csv|txt|xls)$/i, '');
  const found = (stem.match(TOKEN) ?? []).flatMap((token) => {
    try {
      return [parseSymbol(token.replace(/[_#-]/g, ''))];
    } catch (error) {
      if (toAppError(error).code === 'INVALID_INPUT') return [];
      throw error;
    }
  });
  return [...new Set(found)];
}

/** A company's name in a file's name; empty if there is none. */
export function findName(file: string): string {
  const name = CHINESE_NAME.exec(file)?.[0] ?? '';
  return NOT_A_NAME.test(name) ? '' : name;
}

/** Whether the name itself says that prices are adjusted. */
export function saysAdjusted(file: string): boolean {
  return /qfq|hfq|前复权|后复权/i.test(file);
}
