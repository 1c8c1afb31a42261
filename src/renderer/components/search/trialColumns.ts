import { NButton } from 'naive-ui';
import type { DataTableColumns } from 'naive-ui';
import { h } from 'vue';
import StateTag from '#renderer/components/general/StateTag.vue';
import type { Formatter } from '#renderer/text/format.ts';
import type { Messages } from '#renderer/text/index.ts';
import type { TrialRecord } from '#shared/searchContract.ts';

const TONES = { done: 'accent', pruned: 'quiet', diverged: 'danger' } as const;

/** A setting's value with four significant digits at most. */
export const writeTried = (value: number | string | undefined, format: Formatter): string => {
  if (typeof value !== 'number') return value ?? '';
  if (Number.isInteger(value)) return format.number(value, 0);
  const digits = Math.min(8, Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value)))));
  return format.number(value, digits);
};

interface Context {
  t: Messages;
  format: Formatter;
  settings: readonly { key: string; label: string }[];
  use: (trial: TrialRecord) => void;
}

type Columns = DataTableColumns<TrialRecord>;

function outcomeColumns({ t, format }: Context): Columns {
  return [
    {
      title: t.search.trial,
      key: 'trial',
      width: 60,
      align: 'right',
      className: 'num',
      sorter: (a, b) => a.trial - b.trial,
    },
    {
      title: t.search.value,
      key: 'value',
      width: 96,
      align: 'right',
      className: 'num',
      defaultSortOrder: 'ascend',
      sorter: (a, b) => (a.value ?? Infinity) - (b.value ?? Infinity),
      render: (row) => format.number(row.value, 5),
    },
    {
      title: t.search.state,
      key: 'state',
      width: 104,
      render: (row) =>
        h('span', { title: t.search.stateHints[row.state] }, [
          h(StateTag, { tone: TONES[row.state] }, () => t.search.states[row.state]),
        ]),
    },
  ];
}

/** Every trial with what it tried; one that was trained to the end can be used. */
export function trialColumns(context: Context): Columns {
  const { t, format, settings, use } = context;
  const button = (row: TrialRecord) =>
    h(NButton, { size: 'tiny', secondary: true, onClick: () => use(row) }, () => t.search.useShort);
  return [
    ...outcomeColumns(context),
    ...settings.map(({ key, label }): Columns[number] => ({
      title: label,
      key,
      minWidth: 104,
      align: 'right',
      className: 'num',
      sorter: (a, b) => Number(a.settings[key] ?? 0) - Number(b.settings[key] ?? 0),
      render: (row) => writeTried(row.settings[key], format),
    })),
    {
      title: t.search.seconds,
      key: 'seconds',
      width: 76,
      align: 'right',
      className: 'num',
      sorter: (a, b) => a.seconds - b.seconds,
      render: (row) => format.duration(row.seconds),
    },
    {
      title: '',
      key: 'use',
      width: 72,
      align: 'right',
      fixed: 'right',
      render: (row) => (row.state === 'done' ? button(row) : null),
    },
  ];
}
