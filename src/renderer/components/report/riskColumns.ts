import type { DataTableColumns } from 'naive-ui';
import type { Formatter } from '#renderer/text/format.ts';
import type { Messages } from '#renderer/text/index.ts';
import type { RiskEvent } from '#shared/confidence.ts';

type Figure = 'value' | 'threshold' | 'limit' | 'exposure' | 'laterExposure';

/** Stretches under a limit of risk control. */
export function riskColumns(
  { confidence: t }: Messages,
  format: Formatter,
): DataTableColumns<RiskEvent> {
  const share = (key: Figure, minWidth: number): DataTableColumns<RiskEvent>[number] => ({
    title: t.columns[key],
    key,
    minWidth,
    align: 'right',
    className: 'num',
    sorter: (a, b) => (a[key] ?? -1) - (b[key] ?? -1),
    render: (row) => format.percent(row[key], { digits: 1 }),
  });
  return [
    { title: t.columns.from, key: 'from', minWidth: 104, className: 'tabular' },
    {
      title: t.columns.to,
      key: 'to',
      minWidth: 152,
      className: 'tabular nowrap',
      render: (row) => (row.isOpen ? `${row.to} ${t.still}` : row.to),
    },
    {
      title: t.columns.days,
      key: 'days',
      minWidth: 72,
      align: 'right',
      className: 'num',
      sorter: (a, b) => a.days - b.days,
      render: (row) => format.number(row.days, 0),
    },
    { title: t.columns.kind, key: 'kind', minWidth: 92, render: (row) => t.kinds[row.kind] },
    share('value', 84),
    share('threshold', 92),
    share('limit', 100),
    share('exposure', 100),
    share('laterExposure', 100),
  ];
}
