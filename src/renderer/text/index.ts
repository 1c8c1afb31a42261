import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import * as words from './words.ts';
import * as data from './data.ts';
import * as errors from './errors.ts';
import { language } from './language.ts';
import * as report from './report.ts';
import * as runs from './runs.ts';
import * as settings from './settings.ts';
import * as train from './train.ts';
import * as workspace from './workspace.ts';

/** One file an area; each exports `zh` and `en: typeof zh`, so that a missing sentence does not compile. */
interface Areas {
  words: typeof words;
  data: typeof data;
  errors: typeof errors;
  report: typeof report;
  runs: typeof runs;
  settings: typeof settings;
  train: typeof train;
  workspace: typeof workspace;
}
export type Messages = { [A in keyof Areas]: Areas[A]['zh'] };

const zh: Messages = {
  words: words.zh,
  data: data.zh,
  errors: errors.zh,
  report: report.zh,
  runs: runs.zh,
  settings: settings.zh,
  train: train.zh,
  workspace: workspace.zh,
};
const en: Messages = {
  words: words.en,
  data: data.en,
  errors: errors.en,
  report: report.en,
  runs: runs.en,
  settings: settings.en,
  train: train.en,
  workspace: workspace.en,
};

export const MESSAGES = { 'zh-CN': zh, en } as const;

const current = computed(() => MESSAGES[language.value]);

/** The text of the language in force: `const t = useText()`, then `t.train.start` in a template. */
export function useText(): ComputedRef<Messages> {
  return current;
}
