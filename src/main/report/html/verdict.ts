import type { TimingReport } from '#shared/run.ts';
import { verdictLines } from '#shared/verdict.ts';
import type { VerdictFormat } from '#shared/verdict.ts';
import { VERDICT_WORDS } from '#shared/verdictText.ts';
import { decimal, percent, share } from './format.ts';
import { html } from './safeHtml.ts';
import type { SafeHtml } from './safeHtml.ts';

const FORMAT: VerdictFormat = {
  change: (ratio) => percent(ratio),
  share: (ratio) => share(ratio, 0),
  number: decimal,
};

/** The window's own verdict, in both languages. */
export function findingList(report: TimingReport): SafeHtml {
  const english = verdictLines(report, VERDICT_WORDS.en, FORMAT);
  const lines = verdictLines(report, VERDICT_WORDS['zh-CN'], FORMAT);
  return html`<ul class="findings">
    ${lines.map(
      ({ mood, text }, i) =>
        html`<li class="${mood}">
          <p>${text}</p>
          <p class="en">${english[i].text.trim()}</p>
        </li>`,
    )}
  </ul>`;
}
