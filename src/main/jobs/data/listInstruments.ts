import { toIsoDate } from '#main/lib/dates.ts';
import { groupBy } from '#main/lib/groupBy.ts';
import type { Store } from '#main/store/store.ts';
import type { InstrumentSummary } from '#shared/dataContract.ts';
import { inspectDue } from './inspectStored.ts';

/** A list does not wait for a look at more series than this; their findings are in the next one. */
const WORTH_WAITING = 500;

/** Every symbol with stored bars or minutes (`isWhole`: every known one), its range, origin and open findings, by symbol. */
export async function listInstruments(
  store: Store,
  { isWhole = false } = {},
): Promise<InstrumentSummary[]> {
  const look = inspectDue(store);
  if (store.inspections.due().length <= WORTH_WAITING) await look;
  // Who asks for the findings themselves is told what went wrong.
  else look.catch(() => undefined);
  const stats = new Map(store.bars.stats().map((entry) => [entry.symbol, entry]));
  const minutes = store.minutes.periods();
  const findings = groupBy(store.findings.list(), ({ symbol }) => symbol);
  return store.instruments
    .list()
    .filter(({ symbol }) => isWhole || stats.has(symbol) || minutes.has(symbol))
    .map((instrument) => {
      const { symbol } = instrument;
      const found = stats.get(symbol);
      return {
        ...instrument,
        barCount: found?.count ?? 0,
        firstDate: found ? toIsoDate(found.firstDate) : null,
        lastDate: found ? toIsoDate(found.lastDate) : null,
        source: found?.source ?? null,
        updatedAt: found ? new Date(found.updatedAt * 1000).toISOString() : null,
        findings: (findings.get(symbol) ?? []).map(({ tradeDate, kind, severity, note }) => ({
          date: toIsoDate(tradeDate),
          kind,
          severity,
          note,
        })),
        minutes: minutes.get(symbol) ?? [],
      };
    });
}
