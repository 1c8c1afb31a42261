import { timingSettingsSchema } from '#shared/run.ts';
import type { TimingReport, TimingSettings } from '#shared/run.ts';
import { decimal } from './format.ts';
import { html } from './safeHtml.ts';
import type { SafeHtml } from './safeHtml.ts';
import { SETTING_NAMES } from './words.ts';

export const notesList = ({ notes }: TimingReport): SafeHtml =>
  notes.length === 0
    ? html`<p class="hint">没有需要说明的偏离。 <span class="en">Nothing to note.</span></p>`
    : html`<ul class="notes">
        ${notes.map((note) => html`<li>${note}</li>`)}
      </ul>`;

export function factList(report: TimingReport): SafeHtml {
  const seconds = Object.entries(report.timing).map(
    ([stage, spent], i) => `${i > 0 ? '，' : ''}${stage} ${decimal(spent, 1)} s`,
  );
  const facts: [string, SafeHtml][] = [
    ['实验编号 run', html`<span class="mono">${report.run}</span>`],
    ['结果校验 hash', html`<span class="mono">${report.hash}</span>`],
    ['数据版本 data', html`<span class="mono">${report.dataVersion}</span>`],
    ['程序版本 app', html`${report.appVersion}`],
    ['后端 backend', html`${report.backend.name} ${report.backend.version}`],
    ['用时 timing', html`${seconds.length > 0 ? seconds : '—'}`],
    ['同日触及止损与止盈', html`${report.ambiguousDays} 天，均按较差价成交`],
  ];
  return html`<dl class="facts">
    ${facts.map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd>${value}</dd>`,
    )}
  </dl>`;
}

/** Every setting of the run, those that differ from the default in bold. */
export function settingsTable({ config: { settings } }: TimingReport): SafeHtml {
  const defaults = timingSettingsSchema.parse({});
  const keys = Object.keys(SETTING_NAMES) as (keyof TimingSettings)[];
  return html`<div class="pairs">
    <table>
      <tbody>
        ${keys.map((key) => {
          const paint = settings[key] === defaults[key] ? '' : 'changed';
          return html`<tr class="${paint}">
            <td>${SETTING_NAMES[key]} <span class="en mono">${key}</span></td>
            <td class="mono">${show(settings[key])}</td>
          </tr>`;
        })}
      </tbody>
    </table>
  </div>`;
}

/** At most six decimals: 0.3333333333333333 is one third to a reader. */
const show = (value: string | number): string =>
  typeof value === 'number' ? String(Number(value.toFixed(6))) : value;
