import type { ExplainedUnit, Explanation, RunImportance } from '#shared/toolkitContract.ts';
import { simulatedTitle } from './simulated.ts';
import { toTable } from './table.ts';

const MOST_ROWS = 15;
const MOST_SYMBOLS = 8;

const UNITS: Record<ExplainedUnit, string> = {
  probability: 'probability',
  label: "score in the label's unit",
  standardised: "score in standard deviations of the day's labels",
  order: 'score without a unit: only its order counts',
  weight: 'share of the portfolio',
};

const FEWEST_DIGITS = 5;
const MOST_DIGITS = 9;

type Write = (value: number) => string;

/** As many digits as the largest of some values needs to show three that count. */
function signedBeside(values: readonly number[]): Write {
  const most = Math.max(...values.map(Math.abs));
  const wanted = most > 0 ? 2 - Math.floor(Math.log10(most)) : 0;
  const digits = Math.min(MOST_DIGITS, Math.max(FEWEST_DIGITS, wanted));
  return (value) => `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(digits)}`;
}
const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;

/** An explained prediction as text. */
export function describeExplanation(found: Explanation, importance: RunImportance | null): string {
  const { symbol, date, prediction, baseline, residual, contributions } = found;
  const signed = signedBeside(contributions.map(({ value }) => value));
  const telling = contributions.filter((one) => /[1-9]/.test(signed(one.value)));
  const rows = telling
    .slice(0, MOST_ROWS)
    .map(({ feature, value, input }) => [feature, signed(value), input?.toPrecision(5) ?? '-']);
  const value = found.unit === 'probability' ? 'value' : 'scaled value';
  const title = `${symbol} ${date}${simulatedTitle(found.isSimulated)}`;
  return [
    `${title} · ${UNITS[found.unit]}`,
    ...(found.isDataChanged ? ['changed bars: inputs are made of those stored today'] : []),
    `${prediction.toFixed(5)}; ${baseline.toFixed(5)} at the mean input; ${signed(residual)} left over`,
    '',
    toTable([['input', 'contribution', value], ...rows]),
    ...describeRest(found, contributions.length - telling.length),
    '',
    toTable(listBars(found)),
    ...describeNeighbours(found),
    ...(importance ? ['', ...describeImportance(importance)] : []),
  ].join('\n');
}

/** What the table of inputs leaves open. */
const describeRest = ({ unit }: Explanation, idle: number): string[] => [
  ...(idle > 0 ? [`${idle} input${idle === 1 ? ' contributes' : 's contribute'} nothing`] : []),
  ...(unit === 'probability' ? ['prices among the inputs are backward-adjusted'] : []),
];

function listBars({ overTime, attention }: Explanation): string[][] {
  const head = ['bar', 'contribution', ...(attention ? ['attention'] : [])];
  const signed = signedBeside(overTime.map(({ value }) => value));
  const rows = overTime.map(({ date, value }, bar) => [
    date,
    signed(value),
    ...(attention ? [percent(attention[bar].weight)] : []),
  ]);
  return [head, ...rows];
}

function describeNeighbours({ neighbours }: Explanation): string[] {
  if (!neighbours) return [];
  const shown = neighbours
    .slice(0, MOST_SYMBOLS)
    .map(({ symbol, weight }) => `${symbol} ${percent(weight)}`);
  return ['', `symbols it looks at (${neighbours.length}): ${shown.join(', ')}`];
}

const MEASURES: Record<RunImportance['measure'], readonly [name: string, change: string]> = {
  squaredError: ['mean squared error', 'error grows by'],
  rankIc: ['mean rank IC', 'rank IC falls by'],
};

function describeImportance({ measure, base, windows, from, to, features }: RunImportance) {
  const [name, change] = MEASURES[measure];
  const signed = signedBeside(features.map(({ increase }) => increase));
  const rows = features
    .slice(0, MOST_ROWS)
    .map(({ feature, increase, error }) => [feature, signed(increase), error.toFixed(5)]);
  return [
    `over ${windows} test windows ${from} .. ${to}, ${name} ${base.toFixed(5)}`,
    toTable([['shuffled input', change, '±'], ...rows]),
  ];
}
