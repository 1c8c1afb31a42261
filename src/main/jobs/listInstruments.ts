import { toIsoDate } from '#main/lib/dates.ts';
import type { Store } from '#main/store/store.ts';
import type { InstrumentSummary } from '#shared/contract.ts';
import { findOddities } from './barHealth.ts';

/** Every stored symbol with its range, origin and oddities, by symbol. */
export function listInstruments(store: Store): InstrumentSummary[] {
  const stats = new Map(store.bars.stats().map((entry) => [entry.symbol, entry]));
  const findings = findOddities(store);
  return store.instruments.list().map((instrument) => {
    const found = stats.get(instrument.symbol);
    return {
      ...instrument,
      barCount: found?.count ?? 0,
      firstDate: found ? toIsoDate(found.firstDate) : null,
      lastDate: found ? toIsoDate(found.lastDate) : null,
      source: found?.source ?? null,
      updatedAt: found ? new Date(found.updatedAt * 1000).toISOString() : null,
      findings: findings.get(instrument.symbol) ?? [],
    };
  });
}
