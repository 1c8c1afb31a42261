import type { TimingReport } from '#shared/run.ts';

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

export type CsvKind = 'trades' | 'fills' | 'equity';

/** One part of a report as a table; ratios as ratios, prices raw. */
export function reportCsv(report: TimingReport, kind: CsvKind): string {
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
  const held = new Map(report.buyAndHoldEquity.map(({ date, value }) => [date, value]));
  const benchmark = new Map(report.benchmarkEquity.map(({ date, value }) => [date, value]));
  return toCsv(
    ['date', 'equity', 'buyAndHold', 'benchmark'],
    report.equity.map(({ date, value }) => [
      date,
      value,
      held.get(date) ?? null,
      benchmark.get(date) ?? null,
    ]),
  );
}
