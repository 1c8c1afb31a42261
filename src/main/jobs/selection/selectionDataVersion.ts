import { createHash } from 'node:crypto';
import { fromIsoDate } from '#main/lib/dates.ts';
import type { Store } from '#main/store/store.ts';
import type { SelectionConfig } from '#shared/selection.ts';
import { columnsOf, expandFeatures } from './selectionFeatures.ts';
import { parseLabel } from './selectionLabels.ts';
import { RATIOS } from './selectionPanel.ts';
import { resolveUniverse } from './selectionUniverse.ts';

/**
 * Content hash of all that a cross-sectional run reads: bars of its symbols and its benchmark, and where it
 * has any, the ratios that its expressions name and the lists of members.
 */
export function selectionDataVersion(store: Store, config: SelectionConfig): string {
  const [from, to] = [fromIsoDate(config.from), fromIsoDate(config.to)];
  const { settings } = config;
  const { symbols, memberships } = resolveUniverse(store, config);
  const bars = store.bars.dataVersion([...symbols, settings.benchmark], from, to);
  const { label, outcome } = parseLabel(settings.label);
  const columns = columnsOf(expandFeatures(settings.features), [label, outcome]);
  const ratios = RATIOS.filter((name) => columns.includes(name));
  if (memberships === null && ratios.length === 0) return bars;
  const hash = createHash('sha256').update(bars);
  for (const list of memberships ?? []) {
    hash.update(`|${list.from}:${[...list.symbols].sort().join()}`);
  }
  for (const symbol of ratios.length > 0 ? symbols : []) {
    const own = store.ratios.read(symbol, from, to);
    hash.update(`|${symbol}`).update(own.tradeDate);
    for (const name of ratios) hash.update(own[name]);
  }
  return hash.digest('hex').slice(0, bars.length);
}
