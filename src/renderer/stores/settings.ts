import { defineStore } from 'pinia';
import { shallowRef, watchEffect } from 'vue';
import { settingsSchema } from '#shared/contract.ts';
import type { Settings } from '#shared/contract.ts';
import { engineClient } from '../engineClient/index.ts';
import { language } from '../text/language.ts';
import { themeChoice } from '../theme/useTheme.ts';

const LOOKS_KEY = 'zuot.looks';
const looksSchema = settingsSchema.pick({ language: true, theme: true });

/** Language and theme of the last visit, so that the first paint does not flash another one. */
function rememberedLooks(): Pick<Settings, 'language' | 'theme'> | null {
  try {
    const parsed = looksSchema.safeParse(JSON.parse(localStorage.getItem(LOOKS_KEY) ?? 'null'));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Settings as the engine stores them; language and theme take effect at once. */
export const useSettingsStore = defineStore('settings', () => {
  const settings = shallowRef<Settings | null>(null);
  const looks = rememberedLooks();
  if (looks) {
    language.value = looks.language;
    themeChoice.value = looks.theme;
  }

  watchEffect(() => {
    document.documentElement.lang = language.value;
    const looksNow = { language: language.value, theme: themeChoice.value };
    localStorage.setItem(LOOKS_KEY, JSON.stringify(looksNow));
  });

  function adopt(next: Settings): void {
    settings.value = next;
    language.value = next.language;
    themeChoice.value = next.theme;
  }

  async function load(): Promise<void> {
    adopt(await engineClient.call('settings.get', {}));
  }

  async function save(change: Partial<Settings>): Promise<void> {
    if (change.language) language.value = change.language;
    if (change.theme) themeChoice.value = change.theme;
    adopt(await engineClient.call('settings.set', change));
  }

  return { settings, load, save };
});
