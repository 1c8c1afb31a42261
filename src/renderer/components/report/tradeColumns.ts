import type { DataTableColumns } from 'naive-ui';
import { h } from 'vue';
import type { Formatter } from '#renderer/text/format.ts';
import { toneOf } from '#renderer/text/format.ts';
import type { Messages } from '#renderer/text/index.ts';
import type { RejectionRecord, TradeRecord } from '#shared/run.ts';

type NumberKey = {
  [K in keyof TradeRecord]: TradeRecord[K] extends number | null ? K : never;
}[keyof TradeRecord];

const byNumber = (key: NumberKey) => (a: TradeRecord, b: TradeRecord) =>
  (a[key] ?? -Infinity) - (b[key] ?? -Infinity);

function figure(
  title: string,
  key: NumberKey,
  width: number,
  write: (value: number | null) => string,
  isToned = false,
): DataTableColumns<TradeRecord>[number] {
  return {
    title,
    key,
    width,
    align: 'right',
    className: 'num',
    sorter: byNumber(key),
    render: (row) =>
      isToned ? h('span', { class: `tone-${toneOf(row[key])}` }, write(row[key])) : write(row[key]),
  };
}

/** Closed round trips. */
export function tradeColumns(t: Messages, format: Formatter): DataTableColumns<TradeRecord> {
  const c = t.report.tradeColumns;
  const date = (title: string, key: 'entryDate' | 'exitDate') => ({
    title,
    key,
    width: 104,
    className: 'tabular',
    sorter: (a: TradeRecord, b: TradeRecord) => a[key].localeCompare(b[key]),
  });
  return [
    { title: c.symbol, key: 'symbol', width: 104, className: 'tabular' },
    date(c.entry, 'entryDate'),
    date(c.exit, 'exitDate'),
    figure(c.days, 'holdingDays', 84, (value) => format.number(value, 0)),
    figure(c.shares, 'shares', 92, (value) => format.number(value, 0)),
    figure(c.entryPrice, 'entryPrice', 104, (value) => format.number(value)),
    figure(c.exitPrice, 'exitPrice', 104, (value) => format.number(value)),
    figure(c.return, 'return', 96, (value) => format.percent(value, { isSigned: true }), true),
    figure(c.profit, 'profit', 132, (value) => format.signed(value), true),
    figure(c.probability, 'entryProbability', 104, (value) => format.percent(value, { digits: 1 })),
    {
      title: c.kind,
      key: 'exitKind',
      minWidth: 112,
      render: (row) => t.words.markers[row.exitKind],
    },
  ];
}

/** Orders that the rules refused. */
export function rejectionColumns(
  t: Messages,
  format: Formatter,
): DataTableColumns<RejectionRecord> {
  const c = t.report.rejectionColumns;
  return [
    { title: c.date, key: 'date', width: 104, className: 'tabular' },
    { title: c.symbol, key: 'symbol', width: 104, className: 'tabular' },
    { title: c.side, key: 'side', width: 56, render: (row) => t.words.sides[row.side] },
    {
      title: c.shares,
      key: 'shares',
      width: 88,
      align: 'right',
      className: 'num',
      render: (row) => format.number(row.shares, 0),
    },
    {
      title: c.reason,
      key: 'reason',
      minWidth: 160,
      render: (row) => t.words.rejections[row.reason],
    },
  ];
}
