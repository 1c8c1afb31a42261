import { NButton } from 'naive-ui';
import type { DataTableColumns } from 'naive-ui';
import { h } from 'vue';
import type { InstrumentSummary } from '#shared/dataContract.ts';
import type { Formatter } from '#renderer/text/format.ts';
import { NONE } from '#renderer/text/format.ts';
import type { Messages } from '#renderer/text/index.ts';
import SimulatedBadge from '../general/SimulatedBadge.vue';

interface Actions {
  open: (one: InstrumentSummary) => void;
  inspect: (one: InstrumentSummary) => void;
  remove: (one: InstrumentSummary) => void;
}

const byText = (pick: (row: InstrumentSummary) => string | null) => {
  return (a: InstrumentSummary, b: InstrumentSummary) =>
    (pick(a) ?? '').localeCompare(pick(b) ?? '');
};

function findingsCell(t: Messages, row: InstrumentSummary, actions: Actions) {
  if (row.findings.length === 0) return h('span', { class: 'faint' }, t.data.noFindings);
  return h(
    NButton,
    {
      text: true,
      type: 'warning',
      'data-testid': 'findings',
      onClick: () => actions.inspect(row),
    },
    () => t.data.findings(row.findings.length),
  );
}

function actionsCell(t: Messages, row: InstrumentSummary, actions: Actions) {
  const button = (label: string, testId: string, onClick: () => void) =>
    h(NButton, { size: 'tiny', quaternary: true, 'data-testid': testId, onClick }, () => label);
  return h('div', { style: 'display:flex;justify-content:flex-end;gap:4px' }, [
    button(t.data.open, 'instrument-open', () => actions.open(row)),
    button(t.data.remove, 'instrument-remove', () => actions.remove(row)),
  ]);
}

type Columns = DataTableColumns<InstrumentSummary>;

function nameCell(row: InstrumentSummary) {
  return h('span', { style: 'display:inline-flex;align-items:center;gap:8px' }, [
    row.name === row.symbol || row.name === '' ? NONE : row.name,
    row.isSimulated ? h(SimulatedBadge) : null,
  ]);
}

function identityColumns(t: Messages): Columns {
  const { columns } = t.data;
  return [
    {
      title: columns.symbol,
      key: 'symbol',
      width: 116,
      className: 'tabular',
      defaultSortOrder: 'ascend',
      sorter: byText((row) => row.symbol),
    },
    { title: columns.name, key: 'name', minWidth: 150, render: nameCell },
    {
      title: columns.board,
      key: 'board',
      width: 84,
      render: (row) => t.words.boards[row.board],
    },
  ];
}

function contentColumns(t: Messages, format: Formatter): Columns {
  const { columns } = t.data;
  return [
    {
      title: columns.bars,
      key: 'barCount',
      width: 96,
      align: 'right',
      className: 'num',
      sorter: (a, b) => a.barCount - b.barCount,
      render: (row) => format.number(row.barCount, 0),
    },
    {
      title: columns.range,
      key: 'range',
      width: 196,
      className: 'tabular',
      render: (row) => (row.firstDate ? `${row.firstDate} – ${row.lastDate ?? ''}` : NONE),
    },
    {
      title: columns.source,
      key: 'source',
      width: 92,
      render: (row) => (row.source ? (t.data.sources[row.source] ?? row.source) : NONE),
    },
    {
      title: columns.updated,
      key: 'updatedAt',
      width: 148,
      className: 'tabular',
      sorter: byText((row) => row.updatedAt),
      render: (row) => format.time(row.updatedAt),
    },
  ];
}

/** The table of stored bars. */
export function instrumentColumns(t: Messages, format: Formatter, actions: Actions): Columns {
  const { columns } = t.data;
  return [
    ...identityColumns(t),
    ...contentColumns(t, format),
    {
      title: columns.findings,
      key: 'findings',
      width: 96,
      sorter: (a, b) => a.findings.length - b.findings.length,
      render: (row) => findingsCell(t, row, actions),
    },
    {
      title: columns.actions,
      key: 'actions',
      width: 136,
      align: 'right',
      render: (row) => actionsCell(t, row, actions),
    },
  ];
}
