import { ref, shallowRef } from 'vue';
import type { Overlay } from '#shared/dataContract.ts';
import type { Adjust, MarkerKind, Period, SymbolCode } from '#shared/domain.ts';

/** How the chart was last set, kept while other pages are open. */
export const lastSymbol = ref<SymbolCode | null>(null);
export const period = ref<Period>('day');
export const adjust = ref<Adjust>('forward');
export const overlays = ref<Overlay[]>(['ma', 'macd']);
export const hiddenKinds = shallowRef<ReadonlySet<MarkerKind>>(new Set());
