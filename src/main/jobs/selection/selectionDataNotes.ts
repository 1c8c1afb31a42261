import { toIsoDate } from '#main/lib/dates.ts';
import { SEARCH_SYMBOLS } from '#shared/searchContract.ts';
import type { SelectionConfig } from '#shared/selection.ts';
import { findSymbols, isPerSymbol } from './perSymbol.ts';
import type { SelectionData } from './selectionData.ts';
import { VALID_SHARE } from './selectionData.ts';
import type { ResolvedUniverse } from './selectionUniverse.ts';

/** How the panel of a run was made, where that departs from the published system or may be doubted. */
export function dataNotes(
  config: SelectionConfig,
  { missing, snapshotDate, memberships }: ResolvedUniverse,
  data: SelectionData,
): string[] {
  const { settings, from } = config;
  const { ends, symbols, rows, notes: ofData } = data;
  const notes = [
    `Inputs and labels are computed on backward-adjusted prices; volume and amount are as traded. No bar before ${from} is read.`,
    'Quantiles at which labels are clipped come from the training part; the published system takes them over all dates.',
    `Labels that reach into the next part are left out. The last ${VALID_SHARE * 100}% of the training dates only validate: their loss is shown and ${settings.patience > 0 ? 'ends training once it no longer falls' : 'stops nothing'}.`,
  ];
  if (/shift\(\s*high\s*,\s*-1\s*\)\s*==/.test(settings.label)) {
    notes.push(
      'Samples whose next day has one price only are neither trained on nor counted in the outcomes, though that day is not known at the close; scores are given all the same.',
    );
  }
  const silent = symbols.length - countScored(ends.test, rows.start);
  if (silent > 0) {
    notes.push(`No score: ${silent} of ${symbols.length} symbols never have enough bars for one.`);
  }
  if (missing.length > 0) {
    notes.push(`Not stored: ${missing.length} members of the universe have no bars in the span.`);
  }
  if (memberships !== null && snapshotDate !== null) {
    notes.push(
      `Members: ${memberships.length} stored list(s) of the index, the first of ${toIsoDate(snapshotDate)}.`,
    );
  }
  return [...notes, ...ownModelNotes(config, data), ...ofData];
}

/** What is not said of all symbols where each has a model of its own. */
function ownModelNotes(
  { model, settings, search }: SelectionConfig,
  { inputs, symbols }: SelectionData,
): string[] {
  if (!isPerSymbol(model, settings)) return [];
  const without = symbols.length - findSymbols(inputs).length;
  return [
    ...(without > 0
      ? [
          `No own model: ${without} of ${symbols.length} symbols have too few windows to train one, and no score.`,
        ]
      : []),
    ...(search
      ? [`The search tried the models of ${SEARCH_SYMBOLS} symbols at most, drawn by the seed.`]
      : []),
  ];
}

function countScored(testEnds: Int32Array, start: Int32Array): number {
  const scored = new Set<number>();
  let s = 0;
  for (const row of testEnds) {
    while (row >= start[s + 1]) s++;
    scored.add(s);
  }
  return scored.size;
}
