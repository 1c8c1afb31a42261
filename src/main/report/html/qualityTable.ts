import { html } from './safeHtml.ts';
import type { SafeHtml } from './safeHtml.ts';

export type QualityRow<Q> = [zh: string, en: string, show: (of: Q) => string];

/** Figures of the model beside those of the plain one. */
export const qualityTable = <Q>(
  rows: readonly QualityRow<Q>[],
  own: Q,
  plainName: string,
  plain: Q,
): SafeHtml =>
  html`<table>
    <thead>
      <tr>
        <th></th>
        <th>本模型</th>
        <th>${plainName}</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ([zh, en, show]) =>
          html`<tr>
            <td>${zh} <span class="en">${en}</span></td>
            <td>${show(own)}</td>
            <td>${show(plain)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
