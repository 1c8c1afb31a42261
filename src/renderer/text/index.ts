import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import * as confidence from './confidence.ts';
import * as words from './words.ts';
import * as data from './data.ts';
import * as errors from './errors.ts';
import * as download from './download.ts';
import * as health from './health.ts';
import { language } from './language.ts';
import * as minutes from './minutes.ts';
import * as report from './report.ts';
import * as runs from './runs.ts';
import * as search from './search.ts';
import * as select from './select.ts';
import * as settings from './settings.ts';
import * as sources from './sources.ts';
import * as toolkit from './toolkit.ts';
import * as train from './train.ts';
import * as transfer from './transfer.ts';
import * as workspace from './workspace.ts';

/** One file an area; each exports `zh` and `en: typeof zh`, so that a missing sentence does not compile. */
interface Areas {
  confidence: typeof confidence;
  words: typeof words;
  data: typeof data;
  download: typeof download;
  errors: typeof errors;
  health: typeof health;
  minutes: typeof minutes;
  report: typeof report;
  runs: typeof runs;
  search: typeof search;
  select: typeof select;
  settings: typeof settings;
  sources: typeof sources;
  toolkit: typeof toolkit;
  train: typeof train;
  transfer: typeof transfer;
  workspace: typeof workspace;
}
export type Messages = { [A in keyof Areas]: Areas[A]['zh'] };

const zh: Messages = {
  confidence: confidence.zh,
  words: words.zh,
  data: data.zh,
  download: download.zh,
  errors: errors.zh,
  health: health.zh,
  minutes: minutes.zh,
  report: report.zh,
  runs: runs.zh,
  search: search.zh,
  select: select.zh,
  settings: settings.zh,
  sources: sources.zh,
  toolkit: toolkit.zh,
  train: train.zh,
  transfer: transfer.zh,
  workspace: workspace.zh,
};
const en: Messages = {
  confidence: confidence.en,
  words: words.en,
  data: data.en,
  download: download.en,
  errors: errors.en,
  health: health.en,
  minutes: minutes.en,
  report: report.en,
  runs: runs.en,
  search: search.en,
  select: select.en,
  settings: settings.en,
  sources: sources.en,
  toolkit: toolkit.en,
  train: train.en,
  transfer: transfer.en,
  workspace: workspace.en,
};

export const MESSAGES = { 'zh-CN': zh, en } as const;

const current = computed(() => MESSAGES[language.value]);

/** The text of the language in force: `const t = useText()`, then `t.train.start` in a template. */
export function useText(): ComputedRef<Messages> {
  return current;
}
