import { fromDayNumber, fromIsoDate, toDayNumber, toIsoDate } from '#main/lib/dates.ts';
import type { Store } from '#main/store/store.ts';
import type { HandlerContext } from '#shared/contract.ts';
import type { SymbolCode } from '#shared/domain.ts';
import { throwIfCancelled } from '#shared/errors.ts';
import type { SelectionConfig } from '#shared/selection.ts';
import { VALID_BLOCK } from './searchUnit.ts';
import type { SearchData } from './searchUnit.ts';
import { drawSymbolUnits } from './searchSymbols.ts';
import type { PanelFold } from './searchSymbols.ts';
import { withKnownFeatures } from '../selection/knownFeatures.ts';
import { isPerSymbol } from '../selection/perSymbol.ts';
import { readSectorGroups } from '../selection/sectorGroups.ts';
import { buildSelectionData } from '../selection/selectionData.ts';
import { columnsOf, expandFeatures } from '../selection/selectionFeatures.ts';
import { parseLabel } from '../selection/selectionLabels.ts';
import { readPanel, truncatePanel } from '../selection/selectionPanel.ts';
import { resolveUniverse } from '../selection/selectionUniverse.ts';

/** Validation folds; a cross-section has many samples in each. */
const FOLDS = 2;

/**
 * The dates before the split of a cross-sectional run, cut into expanding folds: each validates on the last
 * part of what lies before its end, as the run itself does. The date behind a fold is its test part, which
 * nobody looks at. Where each symbol has a model of its own, some of them are tried.
 *
 * @throws as `resolveUniverse` and `buildSelectionData`
 */
export async function readSelectionSearch(
  store: Store,
  run: SelectionConfig,
  { signal, report }: HandlerContext,
): Promise<SearchData> {
  const config = { ...run, ...spanBefore(store, run) };
  const { symbols, memberships } = resolveUniverse(store, config);
  const label = parseLabel(config.settings.label);
  const panel = await readPanel(store, {
    symbols,
    from: fromIsoDate(config.from),
    to: fromIsoDate(config.to),
    columns: columnsOf(expandFeatures(config.settings.features), [label.label, label.outcome]),
    signal,
    onSymbol: (done) => report({ step: 'prepare', done, total: symbols.length }),
  });
  const { dates } = panel;
  const last = dates.length - 1;
  const folds: PanelFold[] = [];
  for (let fold = 0; fold < FOLDS; fold++) {
    throwIfCancelled(signal);
    const end = last - Math.round((FOLDS - 1 - fold) * VALID_BLOCK * last);
    const inner = { ...config, split: toIsoDate(dates[end]) };
    const part = truncatePanel(panel, end + 1);
    const known = withKnownFeatures(part, inner);
    const built = await buildSelectionData(part, known.config, signal, memberships);
    const { inputs } = built;
    if (inputs.panel && config.model === 'graphAttention') {
      inputs.panel.groups = readSectorGroups(store, built).groups;
    }
    folds.push({ inputs, config: inner, validTo: toIsoDate(dates[end - 1]) });
  }
  const trainFrom = toIsoDate(dates[0]);
  return {
    ...toUnits(folds, { config: run, symbols, trainFrom }),
    span: { from: trainFrom, to: toIsoDate(dates[last]) },
    dataVersion: store.bars.dataVersion(symbols, dates[0], dates[last]),
  };
}

interface Searched {
  config: SelectionConfig;
  symbols: readonly SymbolCode[];
  trainFrom: string;
}

/** The folds themselves, or some symbols on them. */
function toUnits(
  folds: readonly PanelFold[],
  { config: { model, settings, seed }, symbols, trainFrom }: Searched,
): Pick<SearchData, 'units' | 'folds'> {
  if (!isPerSymbol(model, settings)) {
    return {
      units: folds.map(({ inputs, config }) => ({ kind: 'selection', inputs, config })),
      folds: folds.map(({ validTo }) => ({ symbol: null, trainFrom, validTo })),
    };
  }
  const drawn = drawSymbolUnits(folds, seed);
  return {
    units: drawn.map(({ unit }) => unit),
    folds: drawn.map(({ fold, slot }) => ({
      ...{ symbol: symbols[slot], trainFrom, validTo: folds[fold].validTo },
    })),
  };
}

/** Up to the day before the split; a symbol without bars by then cannot be learnt from. */
function spanBefore(
  store: Store,
  { split, universe }: SelectionConfig,
): Pick<SelectionConfig, 'to' | 'universe'> {
  const last = fromDayNumber(toDayNumber(fromIsoDate(split)) - 1);
  const to = toIsoDate(last);
  if (!Array.isArray(universe)) return { to, universe };
  const late = new Set(
    store.bars.stats().flatMap(({ symbol, firstDate }) => (firstDate > last ? [symbol] : [])),
  );
  return { to, universe: universe.filter((symbol) => !late.has(symbol)) };
}
