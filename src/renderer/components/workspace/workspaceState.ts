import { computed, ref, shallowRef } from 'vue';
import type { Overlay } from '#shared/dataContract.ts';
import type { Adjust, MarkerKind, MinutePeriod, Period, SymbolCode } from '#shared/domain.ts';

/** How the chart was last set, kept while other pages are open. */
export const lastSymbol = ref<SymbolCode | null>(null);
export const period = ref<Period>('day');
/** Minute periods stored of the symbol in front. */
export const storedMinutes = shallowRef<readonly MinutePeriod[]>([]);
/** The chosen period, or days where the symbol has no such minutes. */
export const shownPeriod = computed<Period>(() =>
  typeof period.value === 'number' && !storedMinutes.value.includes(period.value)
    ? 'day'
    : period.value,
);
export const adjust = ref<Adjust>('forward');
export const overlays = ref<Overlay[]>(['ma', 'macd']);
export const hiddenKinds = shallowRef<ReadonlySet<MarkerKind>>(new Set());
