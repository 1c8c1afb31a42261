import type { MarkerRecord } from '#shared/run.ts';
import { escapeHtml } from '#renderer/charts/axisStyle.ts';
import type { Formatter } from '#renderer/text/format.ts';
import type { Messages } from '#renderer/text/index.ts';

/** A marker in words, as the HTML of a chart tooltip. `reason` is already in the reader's language. */
export function markerTooltip(
  marker: MarkerRecord,
  reason: string,
  color: string,
  t: Messages,
  format: Formatter,
): string {
  const { marker: words } = t.workspace;
  const rows: [string, string][] = [
    [words.date, marker.date],
    [words.price, `${format.yuan(marker.price)}${words.rawPrice}`],
    [words.shares, format.number(marker.shares, 0)],
    [words.probability, format.number(marker.probability, 3)],
    [words.reason, reason],
  ];
  const cells = rows.map(
    ([name, value]) =>
      `<span style="opacity:.65">${escapeHtml(name)}</span><span style="white-space:normal">${escapeHtml(value)}</span>`,
  );
  return (
    `<b style="color:${color}">${escapeHtml(t.words.markers[marker.kind])}</b>` +
    `<div style="display:grid;grid-template-columns:auto 1fr;gap:1px 12px;max-width:280px;line-height:18px">${cells.join('')}</div>`
  );
}
