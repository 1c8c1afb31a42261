import { ref } from 'vue';
import type { MinutePeriod, NetworkSource, SymbolCode } from '#shared/domain.ts';

export const SCOPES = ['typed', 'watchlist', 'csi300', 'stored', 'all'] as const;
export type Scope = (typeof SCOPES)[number];

/** The download being set up, kept while other pages are open. */
export const kind = ref<'daily' | 'minutes'>('daily');
export const scope = ref<Scope>('typed');
export const typed = ref('');
export const periods = ref<MinutePeriod[]>([5]);
export const mode = ref<'tail' | 'full'>('tail');
export const from = ref('2018-01-01');
export const to = ref(new Date().toLocaleDateString('sv'));
/** null = the order of the settings. */
export const order = ref<NetworkSource[] | null>(null);

/** Adds a symbol to those typed. */
export function addTyped(symbol: SymbolCode): void {
  if (!typed.value.includes(symbol)) typed.value = `${typed.value} ${symbol}`.trim();
}
