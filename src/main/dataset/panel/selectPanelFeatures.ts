import { drawRows } from '../featureRows.ts';
import { selectFeatures } from '../selectFeatures.ts';
import type { SelectionChoice } from '../selectFeatures.ts';
import type { PanelInputs } from './panelInputs.ts';
import type { PanelRows } from './panelRows.ts';

export interface ChosenInputs {
  inputs: PanelInputs;
  /** Names of the columns that were kept; null where nothing was chosen. */
  features: string[] | null;
}

/**
 * The inputs with those columns that `selectFeatures` keeps. It looks at the rows on which training windows
 * end, at a seeded draw of them where they are very many, and at nothing else.
 *
 * @param names one a column
 * @param ends rows of training windows
 * @param y label of each row
 */
export function selectPanelFeatures(
  inputs: PanelInputs,
  { date }: Pick<PanelRows, 'date'>,
  names: readonly string[],
  ends: Int32Array,
  y: Float32Array,
  choice: SelectionChoice,
  seed: number,
): ChosenInputs {
  const { x, width, isOutlier } = inputs;
  if (choice.featureSelection === 'none' || width <= choice.featureCount || ends.length === 0) {
    return { inputs, features: null };
  }
  const rows = Int32Array.from(drawRows(ends.length, seed), (place) => ends[place]);
  const kept = selectFeatures(
    choice,
    {
      names,
      columns: names.map((_, column) => Float64Array.from(rows, (row) => x[row * width + column])),
      y: Float64Array.from(rows, (row) => y[row]),
      time: Int32Array.from(rows, (row) => date[row]),
    },
    seed,
  );
  if (kept.length === width) return { inputs, features: null };
  const picked = new Float32Array((x.length / width) * kept.length);
  for (let from = 0, at = 0; from < x.length; from += width) {
    for (const column of kept) picked[at++] = x[from + column];
  }
  return {
    inputs: { x: picked, width: kept.length, isOutlier },
    features: kept.map((column) => names[column]),
  };
}
