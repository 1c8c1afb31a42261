import type { ImportOutcome, UpdateOutcome } from '#shared/dataContract.ts';
import type { ErrorRecord } from '#shared/errors.ts';

/** What became of one symbol or file, troubles first. */
export interface OutcomeLine {
  key: string;
  title: string;
  symbol: string | null;
  /** Read from a file, not from a source. */
  isFile: boolean;
  added: number;
  changed: number;
  factors: number;
  range: string;
  skipped: string | null;
  error: ErrorRecord | null;
}

const rank = (line: OutcomeLine): number => (line.error ? 0 : line.skipped ? 1 : 2);

export function toOutcomeLines(
  updates: readonly UpdateOutcome[],
  imports: readonly ImportOutcome[],
): OutcomeLine[] {
  const fromUpdates = updates.map((one) => ({
    key: `update ${one.symbol}`,
    title: one.symbol,
    symbol: one.symbol,
    isFile: false,
    added: one.added,
    changed: one.changed,
    factors: one.factors,
    range: one.from && one.to ? `${one.from} – ${one.to}` : '',
    skipped: null,
    error: one.error,
  }));
  const fromImports = imports.map((one, index) => ({
    key: `import ${index} ${one.file}`,
    title: one.symbol ? `${one.symbol} ← ${one.file}` : one.file,
    symbol: one.symbol,
    isFile: true,
    added: one.added,
    changed: one.changed,
    factors: 0,
    range: '',
    skipped: one.skipped,
    error: one.error,
  }));
  return [...fromUpdates, ...fromImports].sort((a, b) => rank(a) - rank(b));
}
