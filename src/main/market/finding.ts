import type { FindingKind, Severity } from '#shared/dataContract.ts';
import type { SymbolCode, TradeDate } from '#shared/domain.ts';
import type { ErrorDetails } from '#shared/errors.ts';

/** Something odd about stored or served bars. */
export interface BarFinding {
  symbol: SymbolCode;
  /** The first day it is about. */
  tradeDate: TradeDate;
  kind: FindingKind;
  severity: Severity;
  /** One English sentence with figures. */
  note: string;
  details: ErrorDetails;
}

/** A row as it was served, put aside instead of stored. */
export interface OddRow {
  /** As served; it may be no date at all. */
  tradeDate: string;
  /** JSON of the row. */
  row: string;
  problem: string;
}
