import { darkTheme } from 'naive-ui';
import { computed, ref, watchEffect } from 'vue';
import type { ComputedRef } from 'vue';
import type { Settings } from '#shared/contract.ts';
import { DARK, LIGHT, cssVariableName } from './tokens.ts';
import type { Palette } from './tokens.ts';

export type ThemeChoice = Settings['theme'];

const darkQuery = window.matchMedia('(prefers-color-scheme: dark)');
const isSystemDark = ref(darkQuery.matches);
darkQuery.addEventListener('change', (event) => {
  isSystemDark.value = event.matches;
});

/** What the user chose; the settings store writes it. */
export const themeChoice = ref<ThemeChoice>('system');

export const isDark = computed(() =>
  themeChoice.value === 'system' ? isSystemDark.value : themeChoice.value === 'dark',
);

const palette = computed(() => (isDark.value ? DARK : LIGHT));

/** naive-ui's own theme under our overrides; null is its light one. */
export const naiveBase = computed(() => (isDark.value ? darkTheme : null));

/** Colours of the theme in force; changes with it. */
export function usePalette(): ComputedRef<Palette> {
  return palette;
}

/** Keeps the CSS variables of the document equal to the palette in force. */
export function applyTheme(): void {
  watchEffect(() => {
    const root = document.documentElement;
    root.dataset['theme'] = isDark.value ? 'dark' : 'light';
    root.style.colorScheme = isDark.value ? 'dark' : 'light';
    for (const [token, value] of Object.entries(palette.value)) {
      root.style.setProperty(cssVariableName(token), String(value));
    }
  });
}
