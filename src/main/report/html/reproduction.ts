import { explainNote } from '#shared/notes.ts';
import { timingSettingsSchema } from '#shared/run.ts';
import { isTimingConfig } from '#shared/runs.ts';
import type { RunConfig, RunReport } from '#shared/runs.ts';
import { selectionSettingsOf } from '#shared/selectionSettings.ts';
import { decimal } from './format.ts';
import { html } from './safeHtml.ts';
import type { SafeHtml } from './safeHtml.ts';
import { SELECTION_SETTING_NAMES, SETTING_NAMES } from './words.ts';

/** Notes in Chinese, as the page is; one that has no translation stays in English. */
export const notesList = (notes: readonly string[]): SafeHtml =>
  notes.length === 0
    ? html`<p class="hint">没有需要说明的偏离。 <span class="en">Nothing to note.</span></p>`
    : html`<ul class="notes">
        ${notes.map((note) => html`<li>${explainNote(note, 'zh-CN')}</li>`)}
      </ul>`;

/** What a repetition needs, and `more` facts of one kind of run. */
export function factList(
  report: RunReport,
  more: readonly (readonly [name: string, text: string])[] = [],
): SafeHtml {
  const seconds = Object.entries(report.timing).map(
    ([stage, spent], i) => `${i > 0 ? '，' : ''}${stage} ${decimal(spent, 1)} s`,
  );
  const facts: (readonly [string, SafeHtml | string])[] = [
    ['实验编号 run', html`<span class="mono">${report.run}</span>`],
    ['结果校验 hash', html`<span class="mono">${report.hash}</span>`],
    ['数据版本 data', html`<span class="mono">${report.dataVersion}</span>`],
    ['程序版本 app', html`${report.appVersion}`],
    ['后端 backend', html`${report.backend.name} ${report.backend.version}`],
    ['用时 timing', html`${seconds.length > 0 ? seconds : '—'}`],
    ...more,
  ];
  return html`<dl class="facts">
    ${facts.map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd>${value}</dd>`,
    )}
  </dl>`;
}

type Setting = string | number | boolean | readonly string[];

/** Every setting of the run, those that differ from the default in bold. */
export function settingsTable(config: RunConfig): SafeHtml {
  const rows = isTimingConfig(config)
    ? rowsOf(SETTING_NAMES, config.settings, timingSettingsSchema.parse({}))
    : rowsOf(
        SELECTION_SETTING_NAMES,
        config.settings,
        selectionSettingsOf(config.preset).parse({}),
      );
  return html`<div class="pairs">
    <table>
      <tbody>
        ${rows.map(
          ({ key, name, text, isChanged }) =>
            html`<tr class="${isChanged ? 'changed' : ''}">
              <td>${name} <span class="en mono">${key}</span></td>
              <td class="mono">${text}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

const rowsOf = (
  names: Readonly<Record<string, string>>,
  settings: Readonly<Record<string, Setting>>,
  defaults: Readonly<Record<string, Setting>>,
) =>
  Object.entries(names).map(([key, name]) => ({
    key,
    name,
    text: show(settings[key]),
    isChanged: show(settings[key]) !== show(defaults[key]),
  }));

/** At most six decimals: 0.3333333333333333 is one third to a reader. */
function show(value: Setting): string {
  if (typeof value === 'number') return String(Number(value.toFixed(6)));
  if (typeof value === 'boolean') return value ? '是 yes' : '否 no';
  return typeof value === 'string' ? value : value.join('；');
}
