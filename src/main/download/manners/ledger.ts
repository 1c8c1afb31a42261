import type { NetworkSource } from '#shared/domain.ts';
import { toErrorRecord } from '#shared/errors.ts';
import type { AppError, ErrorRecord } from '#shared/errors.ts';

export interface LedgerEntry {
  requests: number;
  failures: number;
  lastError: ErrorRecord | null;
}

/** What was asked of each source since the engine started, and how it went. */
export interface Ledger {
  asked: (source: NetworkSource) => void;
  failed: (source: NetworkSource, error: AppError) => void;
  /** Failures in a row of one kind of question, this one counted. */
  countInRow: (source: NetworkSource, question: string) => number;
  succeeded: (source: NetworkSource, question: string) => void;
  forgive: (source: NetworkSource) => void;
  of: (source: NetworkSource) => LedgerEntry;
}

export function createLedger(): Ledger {
  const entries = new Map<NetworkSource, LedgerEntry & { inRow: Map<string, number> }>();
  const of = (source: NetworkSource) => {
    const entry = entries.get(source) ?? {
      requests: 0,
      failures: 0,
      lastError: null,
      inRow: new Map<string, number>(),
    };
    entries.set(source, entry);
    return entry;
  };
  return {
    asked: (source) => {
      of(source).requests++;
    },
    failed: (source, error) => {
      of(source).failures++;
      of(source).lastError = toErrorRecord(error);
    },
    countInRow: (source, question) => {
      const { inRow } = of(source);
      const count = (inRow.get(question) ?? 0) + 1;
      inRow.set(question, count);
      return count;
    },
    succeeded: (source, question) => void of(source).inRow.delete(question),
    forgive: (source) => of(source).inRow.clear(),
    of: (source) => {
      const { requests, failures, lastError } = of(source);
      return { requests, failures, lastError };
    },
  };
}
