import { NTag } from 'naive-ui';
import type { DataTableColumns } from 'naive-ui';
import { h } from 'vue';
import type { VNodeChild } from 'vue';
import type { Formatter } from '#renderer/text/format.ts';
import { toneOf } from '#renderer/text/format.ts';
import type { Messages } from '#renderer/text/index.ts';
import type { RankRow } from '#shared/selection.ts';

type Figure = 'rank' | 'score' | 'percentile' | 'close' | 'outcome' | 'lower' | 'distance';

function figure(
  title: string,
  key: Figure,
  width: number,
  render: (row: RankRow) => VNodeChild,
): DataTableColumns<RankRow>[number] {
  return {
    title,
    key,
    width,
    align: 'right',
    className: 'num',
    sorter: (a, b) => (a[key] ?? -Infinity) - (b[key] ?? -Infinity),
    render,
  };
}

/** Which columns beside the usual ones the rows have figures for. */
const knownOf = (rows: readonly RankRow[]) => ({
  lower: rows.some(({ lower }) => lower !== null),
  distance: rows.some(({ distance }) => distance !== null),
});

/** A day's ranking, best first. */
export function rankColumns(
  t: Messages,
  format: Formatter,
  nameOf: (symbol: string) => string,
  rows: readonly RankRow[],
): DataTableColumns<RankRow> {
  const known = knownOf(rows);
  const c = t.select.columns;
  const outcome = (row: RankRow) =>
    row.outcome === null
      ? h('span', { class: 'faint' }, row.isBehindEnd ? t.select.behindEnd : t.select.noOutcome)
      : h(
          'span',
          { class: `tone-${toneOf(row.outcome)}` },
          format.percent(row.outcome, { isSigned: true }),
        );
  return [
    figure(c.rank, 'rank', 68, (row) => String(row.rank)),
    {
      title: c.symbol,
      key: 'symbol',
      minWidth: 176,
      className: 'nowrap',
      render: (row) =>
        h('span', { class: 'tabular' }, [
          `${row.symbol} ${nameOf(row.symbol)}`.trim(),
          row.isHeld
            ? h(NTag, { size: 'tiny', style: 'margin-left:8px' }, () => t.select.held)
            : null,
        ]),
    },
    figure(c.score, 'score', 104, (row) => format.signed(row.score, 4)),
    ...(known.lower
      ? [figure(t.confidence.lower, 'lower', 104, (row) => format.signed(row.lower, 4))]
      : []),
    ...(known.distance
      ? [
          figure(t.confidence.distance, 'distance', 84, (row) =>
            format.percent(row.distance, { digits: 0 }),
          ),
        ]
      : []),
    figure(c.percentile, 'percentile', 92, (row) => format.percent(row.percentile, { digits: 0 })),
    figure(c.close, 'close', 96, (row) => format.number(row.close)),
    figure(c.outcome, 'outcome', 132, outcome),
  ];
}
