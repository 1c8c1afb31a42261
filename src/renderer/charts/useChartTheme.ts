import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import { isDark, usePalette } from '../theme/useTheme.ts';
import { chartTheme } from './chartTheme.ts';
import type { ChartTheme } from './chartTheme.ts';

const palette = usePalette();
const current = computed(() => chartTheme(palette.value, isDark.value));

/** Chart colours of the theme in force; an option computed from it follows a switch. */
export function useChartTheme(): ComputedRef<ChartTheme> {
  return current;
}
