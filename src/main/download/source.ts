import type {
  AdjustFactor,
  BarColumns,
  SourceName,
  SymbolCode,
  TradeDate,
} from '#shared/domain.ts';

export interface BarsRequest {
  symbol: SymbolCode;
  from: TradeDate;
  to: TradeDate;
}

/** Checked raw bars, oldest first, volume in shares, and every factor the source knows. */
export interface SourceBars {
  bars: BarColumns;
  factors: AdjustFactor[];
}

export interface InstrumentFacts {
  name: string;
  listDate: TradeDate | null;
}

export interface ConnectionTest {
  isReachable: boolean;
  latencyMs: number;
  /** English sentence: what answered, or why nothing did. */
  note: string;
}

/**
 * Where bars come from over the network. Every method throws SOURCE_UNREACHABLE,
 * SOURCE_RATE_LIMITED, SOURCE_BAD_DATA, INVALID_INPUT or CANCELLED; `details.upstream` names the
 * provider behind the source, `details.status` is there when the source itself did answer.
 */
export interface BarSource {
  name: SourceName;
  /** Never resolves to no bars: an empty reply is SOURCE_BAD_DATA with `details.isEmpty`. */
  readBars: (request: BarsRequest, signal: AbortSignal) => Promise<SourceBars>;
  readFacts: (symbol: SymbolCode, signal: AbortSignal) => Promise<InstrumentFacts>;
  /** Does not throw for a source that is away. */
  testConnection: (signal: AbortSignal) => Promise<ConnectionTest>;
}
