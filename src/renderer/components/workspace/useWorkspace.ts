import { computed, onScopeDispose, shallowRef, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import type { BarsView, Overlay } from '#shared/dataContract.ts';
import type { Adjust, Period } from '#shared/domain.ts';
import { toAppError } from '#shared/errors.ts';
import type { AppError } from '#shared/errors.ts';
import { isTimingConfig, namedSymbols } from '#shared/runs.ts';
import type { RunReport } from '#shared/runs.ts';
import { engineClient } from '#renderer/engineClient/index.ts';
import { useEngineStore } from '#renderer/stores/engine.ts';
import { useInstrumentsStore } from '#renderer/stores/instruments.ts';
import { useRunsStore } from '#renderer/stores/runs.ts';
import { adjust, lastSymbol, overlays, shownPeriod, storedMinutes } from './workspaceState.ts';

/** Bars with what they were asked for, so that a chart never mixes two answers. */
export interface LoadedBars {
  bars: BarsView;
  period: Period;
  adjust: Adjust;
  overlays: readonly Overlay[];
}

function queryText(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** `?run=none` shows the bars alone. */
export const NO_RUN = 'none';

/** Which symbol and run are in front: what the address says, else the newest finished run. */
function useChoice() {
  const route = useRoute();
  const router = useRouter();
  const instruments = useInstrumentsStore();
  const runs = useRunsStore();

  const asked = computed(() => queryText(route.query['symbol']));
  const askedRun = computed(() => queryText(route.query['run']));
  const has = (symbol: string): boolean => instruments.bySymbol.has(symbol);
  const summary = (id: string | null) => runs.finished.find((one) => one.run === id);

  const symbol = computed(() => {
    if (asked.value) return asked.value;
    const ofRun = summary(askedRun.value);
    const [first] = ofRun ? namedSymbols(ofRun.config) : [];
    if (first) return first;
    if (lastSymbol.value && has(lastSymbol.value)) return lastSymbol.value;
    const newest = runs.finished.flatMap((one) => namedSymbols(one.config)).find(has);
    const share = instruments.list?.find(({ board }) => board !== 'index');
    return newest ?? (share ?? instruments.list?.[0])?.symbol ?? null;
  });
  /** Runs that name the symbol; a selection only when it was asked for, since it may hold any symbol. */
  const symbolRuns = computed(() =>
    runs.finished.filter((one) =>
      isTimingConfig(one.config)
        ? symbol.value !== null && one.config.symbols.includes(symbol.value)
        : one.run === askedRun.value,
    ),
  );
  const run = computed(() => {
    if (askedRun.value === NO_RUN) return null;
    const isOwn = symbolRuns.value.some((one) => one.run === askedRun.value);
    return isOwn ? askedRun.value : (symbolRuns.value[0]?.run ?? null);
  });
  // Only what somebody asked for is kept: a symbol shown for want of another gives way to the next run's.
  watch(
    asked,
    (one) => {
      if (one) lastSymbol.value = one;
    },
    { immediate: true },
  );
  const chooseSymbol = (one: string): void => void router.replace({ query: { symbol: one } });
  const chooseRun = (one: string | null): void =>
    void router.replace({ query: { symbol: symbol.value, run: one ?? NO_RUN } });
  return { symbol, run, symbolRuns, chooseSymbol, chooseRun };
}

/** The last answer to a question that may be asked again before it is answered. */
function useLatest<T>(question: () => Promise<T> | null) {
  const value = shallowRef<T | null>(null);
  const error = shallowRef<AppError | null>(null);
  const isLoading = shallowRef(false);
  let asked = 0;
  async function load(): Promise<void> {
    const turn = ++asked;
    const answer = question();
    error.value = null;
    isLoading.value = answer !== null;
    if (!answer) value.value = null;
    try {
      const found = await answer;
      if (turn === asked) value.value = found;
    } catch (thrown) {
      if (turn !== asked) return;
      value.value = null;
      error.value = toAppError(thrown);
    } finally {
      if (turn === asked) isLoading.value = false;
    }
  }
  return { value, error, isLoading, load };
}

/** Everything the workspace shows, read from the engine and read again when it changes. */
export function useWorkspace() {
  const engine = useEngineStore();
  const instruments = useInstrumentsStore();
  const runs = useRunsStore();
  const choice = useChoice();
  const { symbol, run } = choice;

  const isSettled = computed(() => instruments.list !== null && runs.list !== null);
  watch(
    () => instruments.bySymbol.get(symbol.value ?? '')?.minutes ?? [],
    (minutes) => (storedMinutes.value = minutes),
    { immediate: true },
  );
  const bars = useLatest<LoadedBars>(() => {
    if (!symbol.value || !isSettled.value) return null;
    const asked = {
      period: shownPeriod.value,
      adjust: adjust.value,
      overlays: [...overlays.value],
    };
    return engineClient
      .call('bars.view', { symbol: symbol.value, ...asked })
      .then((answer) => ({ bars: answer, ...asked }));
  });
  const report = useLatest<RunReport>(() => (run.value ? runs.report(run.value) : null));

  watch([symbol, shownPeriod, adjust, overlays, isSettled, () => engine.restarts], bars.load, {
    immediate: true,
  });
  watch([run, () => engine.restarts], report.load, { immediate: true });
  const stop = engineClient.on('bars.changed', ({ symbols }) => {
    if (symbol.value && symbols.includes(symbol.value)) void bars.load();
  });
  onScopeDispose(stop);

  return { ...choice, bars, report, isSettled };
}
