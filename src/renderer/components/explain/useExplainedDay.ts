import { computed, ref, shallowRef, watch } from 'vue';
import type { Ref } from 'vue';
import { engineClient } from '#renderer/engineClient/index.ts';
import type { SymbolCode } from '#shared/domain.ts';
import { isTimingReport } from '#shared/runs.ts';
import type { RunReport } from '#shared/runs.ts';
import type { ScoreHistory, SelectionReport } from '#shared/selection.ts';
import type { TimingReport } from '#shared/run.ts';
import type { ExplainedDay } from './explainedDay.ts';

type Value = Pick<ExplainedDay, 'value' | 'isProbability' | 'canBe'>;

/** A day is explained where the run has a prediction of it, or could make one with its last model. */
function ofTiming(report: TimingReport, symbol: SymbolCode, date: string): Value {
  const known = report.probabilities.find((one) => one.symbol === symbol && one.date === date);
  return {
    value: known?.probability ?? null,
    isProbability: true,
    canBe: known !== undefined || date >= report.predictedFrom,
  };
}

function ofSelection(report: SelectionReport, history: ScoreHistory | null, date: string): Value {
  const at = history?.dates.indexOf(date) ?? -1;
  const value = history?.score[at] ?? null;
  return { value, isProbability: false, canBe: value !== null || date > report.to };
}

/** The day of a run that was clicked on in a chart of one symbol; null without one. */
export function useExplainedDay(
  symbol: Readonly<Ref<SymbolCode | null>>,
  report: Readonly<Ref<RunReport | null>>,
  asked: Readonly<Ref<string | null>>,
) {
  const chosen = ref<string | null>(null);
  const history = shallowRef<ScoreHistory | null>(null);

  async function readHistory(): Promise<void> {
    history.value = null;
    const [ofReport, ofSymbol] = [report.value, symbol.value];
    if (!ofReport || !ofSymbol || isTimingReport(ofReport)) return;
    if (!ofReport.symbols.includes(ofSymbol)) return;
    const { run } = ofReport;
    const found = await engineClient
      .call('runs.scores', { run, symbol: ofSymbol })
      .catch(() => null);
    if (symbol.value === ofSymbol && report.value?.run === run) history.value = found;
  }

  watch([symbol, () => report.value?.run], () => void readHistory(), { immediate: true });
  watch([symbol, () => report.value?.run, asked], () => (chosen.value = asked.value), {
    immediate: true,
  });

  const day = computed<ExplainedDay | null>(() => {
    const [shown, date] = [report.value, chosen.value];
    if (!shown || !symbol.value || !date) return null;
    const value = isTimingReport(shown)
      ? ofTiming(shown, symbol.value, date)
      : ofSelection(shown, history.value, date);
    return { run: shown.run, symbol: symbol.value, date, ...value };
  });
  return { day, choose: (date: string | null) => void (chosen.value = date) };
}
