import { readFileSync } from 'node:fs';
import { mean } from '#main/report/moments.ts';
import { bootstrapMean, studentMean } from './bootstrap.ts';
import type { Interval } from './bootstrap.ts';
import { TASKS } from './toolkitRow.ts';
import type { Row } from './toolkitRow.ts';

/** Prints the tables of docs/results/toolkit.md from what toolkitRuns.ts wrote: `node bench/toolkitTables.ts FILE`. */
const rows = readFileSync(process.argv[2], 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Row);

const YEAR_DAYS = 252;

interface Column {
  title: string;
  key: string;
  scale: number;
  digits: number;
}
const column = (title: string, key: string, scale: number, digits: number): Column => {
  return { title, key, scale, digits };
};
const MONEY = [
  column('total return %', 'total', 100, 1),
  column('Sharpe', 'sharpe', 1, 2),
  column('max drawdown %', 'drawdown', 100, 1),
];
const RANDOM = column('beats random %', 'random', 100, 0);
const TIMING = [column('AUC', 'auc', 1, 3), column('Brier', 'brier', 1, 3), ...MONEY];
const SELECTION = [
  column('IC', 'ic', 1, 4),
  column('rank IC', 'rankIc', 1, 4),
  column('MSE', 'mse', 1, 3),
  ...MONEY,
  column('turnover a year', 'turnover', 1, 0),
  RANDOM,
];
const COLUMNS: Record<Row['task'], Column[]> = {
  timing: [...TIMING, column('trades', 'trades', 1, 0), RANDOM],
  selection: SELECTION,
};

const figure = ({ mean, low, high }: Interval, scale: number, digits: number): string => {
  const half = ((high - low) / 2) * scale;
  return `${(mean * scale).toFixed(digits)} ± ${half.toFixed(digits)}`;
};

/** What the account earned a year beyond holding, averaged over its runs, with the doubt of the days. */
function excess(runs: readonly Row[]): string {
  const byDay = new Map<string, number[]>();
  for (const { daily, held } of runs) {
    for (const [date, value] of Object.entries(daily)) {
      byDay.set(date, [...(byDay.get(date) ?? []), value - (held[date] ?? 0)]);
    }
  }
  const days = [...byDay.keys()].sort();
  const found = bootstrapMean(days.map((date) => mean(byDay.get(date) ?? [])));
  const percent = (value: number): string => (value * YEAR_DAYS * 100).toFixed(1);
  return `${percent(found.mean)} [${percent(found.low)}, ${percent(found.high)}]`;
}

function tableOf(task: Row['task']): string[] {
  const columns = COLUMNS[task];
  const ofTask = rows.filter((row) => row.task === task);
  const models = [...new Set(ofTask.map(({ model }) => model))];
  const titles = [
    'model',
    'runs',
    ...columns.map(({ title }) => title),
    'beyond holding, % a year',
  ];
  return [
    `| ${titles.join(' | ')} |`,
    `|${titles.map(() => '---').join('|')}|`,
    ...models.map((model) => {
      const runs = ofTask.filter((row) => row.model === model);
      const cells = columns.map(({ key, scale, digits }) => {
        const values = runs.flatMap(({ figures }) => figures[key] ?? []);
        return values.length < 2 ? '–' : figure(studentMean(values), scale, digits);
      });
      return `| ${[model, runs.length, ...cells, excess(runs)].join(' | ')} |`;
    }),
  ];
}

for (const task of TASKS) console.log(['', `## ${task}`, '', ...tableOf(task)].join('\n'));
