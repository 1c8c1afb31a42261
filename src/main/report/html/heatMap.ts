import type { DatedValue } from '#shared/run.ts';
import { decimal, direction, percent } from './format.ts';
import { html, SafeHtml } from './safeHtml.ts';
import { change, monthlyReturns } from './timeline.ts';

/** Months at least this good or bad get the full colour. */
const FULL_COLOUR = 0.12;

/** Returns by year and month, red up and green down. */
export function heatMap({ equity }: { equity: readonly DatedValue[] }): SafeHtml {
  const months = monthlyReturns(equity);
  const years = [...new Set(months.map((month) => month.year))];
  const find = (year: string, month: number): number | null =>
    months.find((each) => each.year === year && each.month === month)?.value ?? null;
  const columns = Array.from({ length: 12 }, (_, i) => i + 1);
  return html`<div class="scroll">
    <table class="heat">
      <thead>
        <tr>
          <th></th>
          ${columns.map((month) => html`<th>${month}月</th>`)}
          <th>全年</th>
        </tr>
      </thead>
      <tbody>
        ${years.map(
          (year) =>
            html`<tr>
              <th>${year}</th>
              ${columns.map((month) => cell(find(year, month)))}${yearCell(months, year)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function cell(value: number | null): SafeHtml {
  if (value === null) return html`<td></td>`;
  if (direction(value) === 'flat') return html`<td class="empty">0</td>`;
  const strength = Math.min(1, Math.abs(value) / FULL_COLOUR);
  const alpha = (0.1 + 0.62 * strength).toFixed(2);
  const colour = value > 0 ? '--up' : '--down';
  return html`<td
    style="${new SafeHtml(`background:rgb(var(${colour})/${alpha})`)}"
    title="${percent(value)}"
  >
    ${decimal(value * 100, 1)}
  </td>`;
}

function yearCell(months: ReturnType<typeof monthlyReturns>, year: string): SafeHtml {
  const grown = months
    .filter((month) => month.year === year)
    .reduce((product, month) => product * (1 + month.value), 1);
  const value = change(1, grown);
  return html`<td class="year ${direction(value)}">${percent(value, 1)}</td>`;
}
