import type { DatedValue } from '#shared/run.ts';
import { isTimingReport } from '#shared/runs.ts';
import type { RunReport } from '#shared/runs.ts';

type Value = string | number | null;

/** Without the noise of binary fractions. */
function written(value: Value): string {
  if (value === null) return '';
  return typeof value === 'number' ? String(Number(value.toFixed(8))) : value;
}

function quoted(value: Value): string {
  const text = written(value);
  return /[",\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

/** Plain figures with a byte order mark, so that Excel reads the Chinese in it. */
export function toCsv(header: readonly string[], rows: readonly (readonly Value[])[]): string {
  const lines = [header, ...rows].map((row) => row.map(quoted).join(','));
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

function records<R extends object>(
  keys: readonly (keyof R & string)[],
  list: readonly R[],
): string {
  const rows = list.map((record) =>
    keys.map((key): Value => {
      const value = record[key];
      return typeof value === 'number' || typeof value === 'string' ? value : null;
    }),
  );
  return toCsv(keys, rows);
}

export type CsvKind = 'trades' | 'fills' | 'equity' | 'holdings' | 'probabilities' | 'risk';

/** One part of a report as a table; ratios as ratios, prices raw. */
export function reportCsv(report: RunReport, kind: CsvKind): string {
  if (kind === 'trades') {
    return records(
      [
        'symbol',
        'entryDate',
        'exitDate',
        'entryPrice',
        'exitPrice',
        'shares',
        'profit',
        'return',
        'holdingDays',
        'exitKind',
        'entryProbability',
      ],
      report.trades,
    );
  }
  if (kind === 'fills') {
    return records(
      [
        'date',
        'symbol',
        'side',
        'price',
        'shares',
        'commission',
        'stampDuty',
        'transferFee',
        'slippage',
      ],
      report.fills,
    );
  }
  if (kind === 'holdings') return holdingsCsv(report);
  if (kind === 'probabilities') return probabilitiesCsv(report);
  if (kind === 'risk') return riskCsv(report);
  return equityCsv(report);
}

/** One line a day and stock; a timing run keeps no such list. */
function holdingsCsv(report: RunReport): string {
  const days = isTimingReport(report) ? [] : report.holdings;
  return toCsv(
    ['date', 'symbol', 'shares', 'weight'],
    days.flatMap(({ date, positions }) =>
      positions.map(({ symbol, shares, weight }) => [date, symbol, shares, weight]),
    ),
  );
}

/** One line a symbol and day of a timing run; scores of a selection are read from its ranking. */
const probabilitiesCsv = (report: RunReport): string =>
  records(
    ['symbol', 'date', 'probability', 'lower', 'upper', 'confidence', 'distance', 'fold'],
    isTimingReport(report) ? report.probabilities : [],
  );

const riskCsv = ({ risk }: RunReport): string =>
  records(
    [
      ...(['from', 'to', 'days', 'kind', 'value', 'threshold'] as const),
      ...(['limit', 'exposure', 'laterExposure'] as const),
    ],
    risk?.events ?? [],
  );

function equityCsv(report: RunReport): string {
  const others: [string, readonly DatedValue[]][] = isTimingReport(report)
    ? [['buyAndHold', report.buyAndHoldEquity]]
    : [
        ['universe', report.baselines.universe.equity],
        ['ridge', report.baselines.ridge.equity],
      ];
  others.push(['benchmark', report.benchmarkEquity]);
  const columns = others.map(([, curve]) => new Map(curve.map(({ date, value }) => [date, value])));
  return toCsv(
    ['date', 'equity', ...others.map(([name]) => name)],
    report.equity.map(({ date, value }) => [
      date,
      value,
      ...columns.map((column) => column.get(date) ?? null),
    ]),
  );
}
