import type { TimingReport } from '#shared/run.ts';
import type { SelectionReport } from '#shared/selection.ts';
import { selectionVerdict } from '#shared/selectionVerdict.ts';
import { SELECTION_VERDICT_WORDS } from '#shared/selectionVerdictText.ts';
import { verdictLines } from '#shared/verdict.ts';
import type { VerdictFormat, VerdictLine } from '#shared/verdict.ts';
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
export const findingList = (report: TimingReport): SafeHtml =>
  bothLanguages(
    verdictLines(report, VERDICT_WORDS['zh-CN'], FORMAT),
    verdictLines(report, VERDICT_WORDS.en, FORMAT),
  );

export const selectionFindings = (report: SelectionReport): SafeHtml =>
  bothLanguages(
    selectionVerdict(report, SELECTION_VERDICT_WORDS['zh-CN'], FORMAT),
    selectionVerdict(report, SELECTION_VERDICT_WORDS.en, FORMAT),
  );

const bothLanguages = (lines: readonly VerdictLine[], english: readonly VerdictLine[]): SafeHtml =>
  html`<ul class="findings">
    ${lines.map(
      ({ mood, text }, i) =>
        html`<li class="${mood}">
          <p>${text}</p>
          <p class="en">${english[i].text.trim()}</p>
        </li>`,
    )}
  </ul>`;
