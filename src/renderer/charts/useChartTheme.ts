import { onScopeDispose, readonly, shallowRef } from 'vue';
import type { ShallowRef } from 'vue';
import { chartTheme } from './chartTheme.ts';
import type { ChartTheme } from './chartTheme.ts';

function current(): ChartTheme {
  const root = document.documentElement;
  const style = getComputedStyle(root);
  const isDark = style.colorScheme.includes('dark') && !style.colorScheme.includes('light');
  return chartTheme(root.dataset['theme'] === 'dark' || isDark, (name) =>
    style.getPropertyValue(name),
  );
}

/** The chart colours of the page as it looks now; follows a switch between light and dark. */
export function useChartTheme(): Readonly<ShallowRef<ChartTheme>> {
  const theme = shallowRef(current());
  const refresh = (): void => {
    theme.value = current();
  };
  const observer = new MutationObserver(refresh);
  observer.observe(document.documentElement, {
    attributes: true,
    attributeFilter: ['class', 'data-theme', 'style'],
  });
  const system = matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', refresh);
  onScopeDispose(() => {
    observer.disconnect();
    system.removeEventListener('change', refresh);
  });
  return readonly(theme);
}
