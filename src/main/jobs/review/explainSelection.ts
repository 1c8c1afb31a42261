import { fromIsoDate, toIsoDate } from '#main/lib/dates.ts';
import type { StoredScores } from '#main/store/scores.ts';
import type { Store } from '#main/store/store.ts';
import type { HandlerContext } from '#shared/contract.ts';
import type { SelectionConfig, SelectionReport } from '#shared/selection.ts';
import type { Explanation } from '#shared/toolkitContract.ts';
import type { RunDependencies } from '../runs/storedRun.ts';
import { isPerSymbol } from '../selection/perSymbol.ts';
import { readSelectionData } from '../selection/selectionData.ts';
import type { SelectionData } from '../selection/selectionData.ts';
import { resolveUniverse } from '../selection/selectionUniverse.ts';
import { readModelOf } from '../selection/storedModel.ts';
import type { FoldWorker } from '../training/foldWorkerProcess.ts';
import { withWorker } from '../training/predictInWorker.ts';
import { noPrediction, requireModel } from './explainTiming.ts';
import { toReasons } from './explanation.ts';
import type { ExplainedWindow } from './reviewTask.ts';
import { cutWindows, meanTrainingWindow, packDates, scaleOf, unitOf } from './selectionWindow.ts';

/**
 * What each input of a symbol contributed to its score on one day, with the stored model; no bar behind that
 * day is read. The baseline is the score of the mean training window: of all symbols, or of the symbol where
 * each has a model of its own. A model that reads whole dates keeps the other symbols as they were.
 *
 * @throws INVALID_INPUT for a day on which the symbol has no score, or a run without stored models
 */
export async function explainSelection(
  { store, workerFile }: RunDependencies,
  selection: SelectionReport,
  { symbol: wanted, date }: { symbol?: string; date: string },
  context: HandlerContext,
): Promise<Omit<Explanation, 'isDataChanged'>> {
  const { run, config, symbols, isSimulated } = selection;
  const symbol = wanted ?? bestOn(store, selection, date);
  if (!symbols.includes(symbol) || date < config.split) throw noPrediction(symbol, date);
  const weights = requireModel(readModelOf(store, run, config, symbol), run);
  const { memberships } = resolveUniverse(store, config);
  const until = { ...config, to: date };
  const data = await readSelectionData(store, until, { symbols, memberships }, context);
  const found = findWindow(data, symbol, date);
  const { settings } = config;
  context.report({ step: 'explain', done: 0, total: 1 });
  const explained = await withWorker({ workerFile, signal: context.signal }, (worker) =>
    ask(worker, weights, data, config, found),
  );
  const { width, x } = data.inputs;
  const last = found.row * width;
  const reasons = toReasons(explained, {
    names: data.names,
    inputs: x.subarray(last, last + width),
    dates: Array.from({ length: settings.lookback }, (_, bar) => {
      const row = found.row - settings.lookback + 1 + bar;
      return toIsoDate(data.dates[data.rows.date[row]]);
    }),
    scale: scaleOf(data, config, found.slot, found.place),
  });
  const neighbours = namesOf(explained.neighbours, symbols);
  return { run, symbol, date, isSimulated, unit: unitOf(config), ...reasons, neighbours };
}

/** The symbol with the highest score of the day; the run's first where none is stored. */
function bestOn(store: Store, { run, config, symbols }: SelectionReport, date: string): string {
  const stored: StoredScores | null = store.scores.read(run, config.model);
  const row = stored?.dates.indexOf(fromIsoDate(date)) ?? -1;
  if (!stored || row < 0) return symbols[0];
  const at = (column: number): number => stored.scores[row * stored.symbols.length + column];
  const known = Array.from(stored.symbols.keys()).filter((column) => !Number.isNaN(at(column)));
  const best = known.reduce((most, column) => (at(column) > at(most) ? column : most), known[0]);
  return stored.symbols[best] ?? symbols[0];
}

interface FoundWindow {
  slot: number;
  /** Its last row, and its index among the test windows. */
  row: number;
  place: number;
}

function findWindow(
  { symbols, dates, rows, ends }: SelectionData,
  symbol: string,
  date: string,
): FoundWindow {
  const slot = symbols.indexOf(symbol);
  const day = dates.indexOf(fromIsoDate(date));
  const place = ends.test.findIndex(
    (row) => rows.date[row] === day && row >= rows.start[slot] && row < rows.start[slot + 1],
  );
  if (place < 0) throw noPrediction(symbol, date);
  return { slot, place, row: ends.test[place] };
}

function ask(
  worker: FoldWorker,
  weights: Uint8Array,
  data: SelectionData,
  { model, settings }: SelectionConfig,
  { slot, row }: FoundWindow,
): Promise<ExplainedWindow> {
  const { lookback } = settings;
  const { inputs, rows, ends, symbols } = data;
  const isOwn = isPerSymbol(model, settings);
  const origin = meanTrainingWindow(data, lookback, isOwn ? [slot, slot + 1] : [0, symbols.length]);
  if (model !== 'graphAttention' && model !== 'portfolioTransformer') {
    const window = cutWindows(inputs, [row], lookback);
    return worker.train({ kind: 'explain', weights, window, origin }, () => undefined);
  }
  const ofDate = ends.test.filter((end) => rows.date[end] === rows.date[row]);
  const date = packDates(data, ofDate, cutWindows(inputs, ofDate, lookback), lookback);
  return worker.train({ kind: 'explainDate', weights, date, slot, origin }, () => undefined);
}

function namesOf(
  shares: Float64Array | null,
  symbols: readonly string[],
): Explanation['neighbours'] {
  if (shares === null) return null;
  return symbols
    .map((symbol, slot) => ({ symbol, weight: shares[slot] }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
}
