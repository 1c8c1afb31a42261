import type Database from 'better-sqlite3';
import { z } from 'zod';
import type { BarFinding } from '#main/market/finding.ts';
import { FINDING_KINDS, SEVERITIES } from '#shared/dataContract.ts';
import type { FindingKind } from '#shared/dataContract.ts';
import type { SourceName, SymbolCode, TradeDate } from '#shared/domain.ts';
import { AppError } from '#shared/errors.ts';

const FINDING_STATES = ['open', 'dismissed', 'resolved'] as const;
export type FindingState = (typeof FINDING_STATES)[number];

export interface StoredFinding extends BarFinding {
  id: number;
  source: SourceName | null;
  /** ISO time. */
  foundAt: string;
  state: FindingState;
}

/** What an inspection looked at: open findings of these kinds and days that it did not find again are resolved. */
export interface InspectedScope {
  symbol: SymbolCode;
  kinds: readonly FindingKind[];
  from?: TradeDate;
  to?: TradeDate;
}

export interface FindingStore {
  /** Adds what is new, renews what is known, resolves what is gone; a dismissed finding stays dismissed. */
  record: (
    findings: readonly BarFinding[],
    source: SourceName | null,
    inspected?: InspectedScope,
  ) => void;
  /** By symbol, then date; the open ones unless another state is asked for. */
  list: (filter?: {
    symbol?: SymbolCode;
    state?: FindingState;
    kind?: FindingKind;
  }) => StoredFinding[];
  /** Open findings by symbol. */
  counts: () => Map<SymbolCode, number>;
  /** Throws INVALID_INPUT for an unknown finding. */
  setState: (id: number, state: FindingState) => void;
}

const rowsSchema = z.array(
  z.object({
    id: z.number(),
    symbol: z.string(),
    tradeDate: z.number(),
    kind: z.enum(FINDING_KINDS),
    severity: z.enum(SEVERITIES),
    note: z.string(),
    details: z
      .string()
      .transform((text): unknown => JSON.parse(text))
      .pipe(z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))),
    source: z.custom<SourceName | null>((value) => value === null || typeof value === 'string'),
    foundAt: z.string(),
    state: z.enum(FINDING_STATES),
  }),
);

export function createFindings(db: Database.Database): FindingStore {
  const all = db.prepare(`SELECT id, symbol, trade_date AS tradeDate, kind, severity, note, details,
      source, found_at AS foundAt, state FROM findings
    WHERE state = @state AND (@symbol IS NULL OR symbol = @symbol)
      AND (@kind IS NULL OR kind = @kind) ORDER BY symbol, trade_date, id`);
  const counts = db
    .prepare<[], [string, number]>(
      "SELECT symbol, count(*) FROM findings WHERE state = 'open' GROUP BY symbol",
    )
    .raw();
  const setState = db.prepare('UPDATE findings SET state = ? WHERE id = ?');
  return {
    record: prepareRecord(db),
    list: ({
      symbol = null,
      state = 'open',
      kind = null,
    }: { symbol?: string | null; state?: FindingState; kind?: FindingKind | null } = {}) =>
      rowsSchema.parse(all.all({ symbol, state, kind })),
    counts: () => new Map(counts.all()),
    setState: (id, state) => {
      if (setState.run(state, id).changes > 0) return;
      throw new AppError('INVALID_INPUT', `finding ${id} does not exist`, { finding: id });
    },
  };
}

function prepareRecord(db: Database.Database): FindingStore['record'] {
  const put = db.prepare(`INSERT INTO findings
      (symbol, trade_date, kind, severity, note, details, source, found_at, state)
    VALUES (@symbol, @tradeDate, @kind, @severity, @note, @details, @source, @now, 'open')
    ON CONFLICT DO UPDATE SET severity = excluded.severity, note = excluded.note,
      details = excluded.details, source = excluded.source,
      found_at = CASE state WHEN 'resolved' THEN excluded.found_at ELSE found_at END,
      state = CASE state WHEN 'dismissed' THEN 'dismissed' ELSE 'open' END
    WHERE note <> excluded.note OR state = 'resolved'`);
  const open = db.prepare<
    [string, number, number],
    { id: number; kind: string; tradeDate: number }
  >(
    `SELECT id, kind, trade_date AS tradeDate FROM findings
     WHERE symbol = ? AND state = 'open' AND trade_date BETWEEN ? AND ?`,
  );
  const resolve = db.prepare("UPDATE findings SET state = 'resolved' WHERE id = ?");
  const record = db.transaction<FindingStore['record']>((findings, source, inspected) => {
    const now = new Date().toISOString();
    for (const finding of findings) {
      put.run({ ...finding, details: JSON.stringify(finding.details), source, now });
    }
    if (!inspected) return;
    const { symbol, kinds, from = 0, to = 99_999_999 } = inspected;
    const found = new Set(findings.map(({ kind, tradeDate }) => `${kind}:${tradeDate}`));
    for (const { id, kind, tradeDate } of open.all(symbol, from, to)) {
      if (kinds.some((each) => each === kind) && !found.has(`${kind}:${tradeDate}`)) {
        resolve.run(id);
      }
    }
  });
  return (findings, source, inspected) => record.immediate(findings, source, inspected);
}
