import type { HandlerContext } from '#shared/contract.ts';
import type { SourceName, SymbolCode } from '#shared/domain.ts';

export interface SymbolEnd {
  rows: number;
  source: SourceName | null;
  added: number;
  isFailed: boolean;
}

/** How far a download is and how fast it goes, as progress. */
export interface Pace {
  begin: (symbol: SymbolCode) => void;
  finish: (symbol: SymbolCode, end: SymbolEnd) => void;
  report: () => void;
}

/** @param before symbols that were done when the download was taken up: they took no time of this one. */
export function createPace(
  download: string,
  before: number,
  total: number,
  report: HandlerContext['report'],
): Pace {
  const startedAt = performance.now();
  let done = 0;
  const sums = { rows: 0, added: 0, failed: 0 };
  let current: { symbol: SymbolCode | null; source: SourceName | null } = {
    symbol: null,
    source: null,
  };
  const tell = (): void => {
    const seconds = (performance.now() - startedAt) / 1000;
    const left = total - before - done;
    report({
      step: 'download',
      done: before + done,
      total,
      ...(current.symbol !== null && { note: current.symbol }),
      data: {
        ...current,
        download,
        added: sums.added,
        failed: sums.failed,
        barsPerSecond: seconds > 0 ? Math.round(sums.rows / seconds) : null,
        secondsLeft: done > 0 ? Math.round((seconds / done) * left) : null,
      },
    });
  };
  return {
    begin: (symbol) => {
      current = { ...current, symbol };
      tell();
    },
    finish: (symbol, { rows, source, added, isFailed }) => {
      done++;
      sums.rows += rows;
      sums.added += added;
      sums.failed += Number(isFailed);
      current = { symbol, source: source ?? current.source };
      tell();
    },
    report: tell,
  };
}
