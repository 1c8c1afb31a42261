import { computed, ref, watch } from 'vue';
import type { Ref, ShallowRef } from 'vue';
import { useRoute } from 'vue-router';
import type { SymbolCode } from '#shared/domain.ts';
import { isTimingReport } from '#shared/runs.ts';
import type { RunReport } from '#shared/runs.ts';
import { markersOfTrade, tradeOfMarker } from '#renderer/charts/tradeLinks.ts';

/**
 * What a run holds of the symbol shown, and which trade or marker of it is in focus: clicking either
 * chooses both. `?trade=N` counts in the report's own list; `?date=` chooses a trade of that day.
 */
export function useTradeFocus(
  symbol: Readonly<Ref<SymbolCode | null>>,
  report: Readonly<ShallowRef<RunReport | null>>,
) {
  const route = useRoute();
  const isOwn = (one: { symbol: SymbolCode }): boolean => one.symbol === symbol.value;
  const markers = computed(() => (report.value?.markers ?? []).filter(isOwn));
  const trades = computed(() => (report.value?.trades ?? []).filter(isOwn));
  const probabilities = computed(() =>
    report.value && isTimingReport(report.value) ? report.value.probabilities.filter(isOwn) : [],
  );

  const selected = ref<number | null>(null);
  /** A marker clicked that belongs to no closed trade. */
  const loneMarker = ref<number | null>(null);

  const focused = computed<number[]>(() => {
    const trade = selected.value === null ? undefined : trades.value[selected.value];
    if (!trade) return loneMarker.value === null ? [] : [loneMarker.value];
    const { entry, exit } = markersOfTrade(markers.value, trade);
    return [entry, exit].filter((index) => index !== -1);
  });
  const chosenMarkers = computed(() => focused.value.flatMap((i) => markers.value[i] ?? []));

  function clear(): void {
    selected.value = null;
    loneMarker.value = null;
  }

  function pickMarker(index: number): void {
    const marker = markers.value[index];
    const trade = marker ? tradeOfMarker(trades.value, marker) : -1;
    selected.value = trade === -1 ? null : trade;
    loneMarker.value = trade === -1 ? index : null;
  }

  /** From the report's list of all symbols to the list of this one. */
  function fromAddress(): number | null {
    const { trade: asked, date } = route.query;
    const trade = typeof asked === 'string' ? report.value?.trades[Number(asked)] : undefined;
    const found = trade
      ? trades.value.indexOf(trade)
      : trades.value.findIndex((one) => one.entryDate === date || one.exitDate === date);
    return found === -1 ? null : found;
  }

  watch(
    [trades, () => route.query['trade'], () => route.query['date']],
    () => {
      loneMarker.value = null;
      selected.value = fromAddress();
    },
    { immediate: true },
  );

  return { markers, trades, probabilities, selected, focused, chosenMarkers, pickMarker, clear };
}
