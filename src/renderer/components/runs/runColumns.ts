import type { DataTableColumns } from 'naive-ui';
import { h } from 'vue';
import { RouterLink } from 'vue-router';
import SimulatedBadge from '#renderer/components/general/SimulatedBadge.vue';
import type { Formatter } from '#renderer/text/format.ts';
import { NONE, toneOf } from '#renderer/text/format.ts';
import type { Messages } from '#renderer/text/index.ts';
import type { Metrics } from '#shared/run.ts';
import type { RunSummary } from '#shared/runs.ts';
import type { SearchRef } from '#shared/searchRef.ts';
import RunActions from './RunActions.vue';
import { runDetail, runModel, subjectLabel } from './runLabel.ts';
import RunStateTag from './RunStateTag.vue';

interface Context {
  t: Messages;
  format: Formatter;
  nameOf: (symbol: string) => string;
}
type Columns = DataTableColumns<RunSummary>;
type Figure = Exclude<keyof Metrics, 'costs'>;

function figure(
  title: string,
  key: Figure,
  width: number,
  write: (value: number | null | undefined) => string,
  isToned = true,
): Columns[number] {
  const value = (row: RunSummary) => row.metrics?.[key];
  return {
    title,
    key,
    width,
    align: 'right',
    className: 'num',
    sorter: (a, b) => (value(a) ?? -Infinity) - (value(b) ?? -Infinity),
    render: (row) =>
      h('span', { class: isToned ? `tone-${toneOf(value(row))}` : 'tone-flat' }, write(value(row))),
  };
}

/** That its settings come from a search, with the way there. */
const searchMark = ({ search, trials }: NonNullable<SearchRef>, t: Messages) =>
  h(
    RouterLink,
    { to: { name: 'search', params: { search } }, class: 'nowrap', title: t.search.from(trials) },
    () => t.runs.searched(trials),
  );

function symbolsCell(row: RunSummary, { t, nameOf }: Context) {
  const label = subjectLabel(row.config, t, nameOf);
  return h(
    'span',
    { class: 'tabular', style: 'display:flex;flex-wrap:wrap;gap:0 8px;align-items:center' },
    [
      h('span', { class: 'truncate' }, label),
      row.isSimulated ? h(SimulatedBadge) : null,
      row.config.search ? searchMark(row.config.search, t) : null,
    ],
  );
}

/** The models, and under them what tells runs of the same ones apart: the seed and the settings. */
function modelCell({ config }: RunSummary, t: Messages) {
  const detail = [t.report.seed(config.seed), runDetail(config, t)].filter(Boolean).join(' · ');
  const style = 'display:block;font-size:11px;line-height:14px';
  return [
    h('span', runModel(config)),
    h('span', { class: 'faint', style, 'data-testid': 'run-detail' }, detail),
  ];
}

function configColumns(context: Context): Columns {
  const { t, format } = context;
  const c = t.runs.columns;
  return [
    {
      title: c.created,
      key: 'createdAt',
      width: 96,
      className: 'tabular nowrap',
      defaultSortOrder: 'descend',
      sorter: (a, b) => a.createdAt.localeCompare(b.createdAt),
      render: (row) =>
        h('span', { title: format.time(row.createdAt) }, format.recentTime(row.createdAt)),
    },
    {
      title: c.preset,
      key: 'preset',
      width: 92,
      ellipsis: { tooltip: true },
      sorter: (a, b) => a.config.preset.localeCompare(b.config.preset),
      render: (row) => t.words.presets[row.config.preset],
    },
    {
      title: c.symbols,
      key: 'symbols',
      minWidth: 120,
      className: 'nowrap',
      render: (row) => symbolsCell(row, context),
    },
    {
      title: c.model,
      key: 'model',
      width: 166,
      render: (row) => modelCell(row, t),
    },
    {
      title: c.span,
      key: 'span',
      width: 132,
      className: 'tabular nowrap',
      render: ({ config: { from, to } }) =>
        h('span', { title: `${from} – ${to}` }, `${from.slice(0, 7)} – ${to.slice(0, 7)}`),
    },
  ];
}

function resultColumns({ t, format }: Context): Columns {
  const c = t.runs.columns;
  const signed = (value: number | null | undefined) => format.percent(value, { isSigned: true });
  return [
    {
      title: c.state,
      key: 'state',
      width: 96,
      render: (row) => h(RunStateTag, { run: row }),
    },
    figure(c.totalReturn, 'totalReturn', 84, signed),
    figure(c.sharpe, 'sharpe', 68, (value) => format.number(value), false),
    figure(c.drawdown, 'maxDrawdown', 84, signed),
    figure(
      c.trades,
      'tradeCount',
      72,
      (value) => (value === undefined ? NONE : format.number(value, 0)),
      false,
    ),
  ];
}

/** The list of runs; only finished ones can be ticked. */
export function runColumns(context: Context): Columns {
  return [
    { type: 'selection', width: 40, disabled: (row) => row.state !== 'done' },
    ...configColumns(context),
    ...resultColumns(context),
    {
      title: context.t.runs.columns.actions,
      key: 'actions',
      width: 108,
      fixed: 'right',
      align: 'right',
      render: (row) => h(RunActions, { run: row }),
    },
  ];
}
