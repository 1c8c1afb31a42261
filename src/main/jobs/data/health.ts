import { toIsoDate } from '#main/lib/dates.ts';
import type { Store } from '#main/store/store.ts';
import type { ParsedInput } from '#shared/contract.ts';
import type { Finding, QuarantinedRow } from '#shared/dataContract.ts';
import { inspectDue } from './inspectStored.ts';

/** What is odd about stored bars, by symbol and date; with `all` also what was dismissed. */
export async function listFindings(
  store: Store,
  input: ParsedInput<'health.list'>,
): Promise<Finding[]> {
  await inspectDue(store);
  const states = input.state === 'all' ? (['open', 'dismissed'] as const) : (['open'] as const);
  return states.flatMap((state) =>
    store.findings
      .list({ ...(input.symbol !== undefined && { symbol: input.symbol }), state })
      .map(({ id, symbol, tradeDate, kind, severity, note, source, foundAt }) => ({
        id,
        symbol,
        date: toIsoDate(tradeDate),
        kind,
        severity,
        note,
        source,
        foundAt,
        state,
      })),
  );
}

/** The user has seen them: they come back only as other findings. Throws INVALID_INPUT for an unknown one. */
export function dismissFindings(
  store: Store,
  { findings }: ParsedInput<'health.dismiss'>,
): { dismissed: number } {
  for (const id of findings) store.findings.setState(id, 'dismissed');
  return { dismissed: findings.length };
}

/** Rows put aside, oldest first. */
export function listQuarantine(
  store: Store,
  { symbol }: ParsedInput<'quarantine.list'>,
): QuarantinedRow[] {
  return store.quarantine
    .list(symbol)
    .map(({ tradeDate, foundAt, ...rest }) => ({ ...rest, date: tradeDate, at: foundAt }));
}
