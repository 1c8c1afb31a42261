import { ref } from 'vue';
import type { Settings } from '#shared/contract.ts';

export type Language = Settings['language'];

/** The language in force; the settings store writes it. */
export const language = ref<Language>('zh-CN');
