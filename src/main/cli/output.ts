import type { ImportOutcome, UpdateOutcome } from '#shared/dataContract.ts';
import type { Metrics, TimingReport } from '#shared/run.ts';
import { isTimingConfig } from '#shared/runs.ts';
import type { RunConfig, RunSummary } from '#shared/runs.ts';

const percent = (ratio: number): string => `${(ratio * 100).toFixed(2)}%`;
const yuan = (value: number): string =>
  value.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const figure = (value: number | null): string => (value === null ? '–' : value.toFixed(2));

/** Left-aligned first column, right-aligned figures. */
function toTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column].length)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i])))
        .join('  '),
    )
    .join('\n');
}

/** The strategy beside its baselines, on the span with predictions and on the whole one. */
export function describeReport(report: TimingReport): string {
  const { buyAndHold, logistic, random } = report.baselines;
  const row = (name: string, m: Metrics): string[] => [
    name,
    yuan(m.finalEquity),
    percent(m.totalReturn),
    percent(m.annualReturn),
    figure(m.sharpe),
    percent(m.maxDrawdown),
    String(m.maxDrawdownDays),
    String(m.tradeCount),
  ];
  const header = ['', 'final', 'total', 'annual', 'Sharpe', 'max DD', 'days', 'trades'];
  const title = report.isSimulated ? ' · 模拟数据 (simulated bars)' : '';
  return [
    `${report.run} · ${report.symbols.join(' ')} · ${report.model} · seed ${report.seed}${title}`,
    `predicted from ${report.predictedFrom} · AUC ${figure(report.quality.auc)} · Brier ${figure(report.quality.brier)} · ${report.backend.name} ${report.backend.version}`,
    '',
    toTable([
      header,
      row(`${report.model}, whole span`, report.metrics),
      row(`${report.model}, predicted span`, report.predictedMetrics),
      row('logistic, predicted span', logistic.predicted),
      row('hold, predicted span', buyAndHold.predicted),
    ]),
    '',
    `random entries: ${random.draws} draws, median ${percent(random.medianReturn)}, 5%..95% ${percent(random.lowReturn)}..${percent(random.highReturn)}; the strategy beats ${percent(random.percentile)} of them`,
    `hash ${report.hash}`,
  ].join('\n');
}

function describeUniverse(config: RunConfig): string {
  if (isTimingConfig(config)) return config.symbols.join(',');
  const { universe } = config;
  return Array.isArray(universe) ? `${universe.length} symbols` : universe;
}

/** One line a run, newest first. */
export const describeRuns = (runs: readonly RunSummary[]): string =>
  runs.length === 0
    ? 'no runs yet'
    : toTable([
        ['run', 'state', 'universe', 'model', 'seed', 'folds', 'total', 'Sharpe'],
        ...runs.map((run) => [
          run.run,
          run.state,
          describeUniverse(run.config),
          run.config.model,
          String(run.config.seed),
          `${run.foldsDone}/${run.foldsTotal ?? '?'}`,
          run.metrics ? percent(run.metrics.totalReturn) : '–',
          figure(run.metrics?.sharpe ?? null),
        ]),
      ]);

/** One line a symbol. */
export const describeUpdates = (outcomes: readonly UpdateOutcome[]): string =>
  outcomes
    .map(({ symbol, added, changed, factors, from, to, error }) =>
      error
        ? `${symbol}: ${error.code}: ${error.message}`
        : `${symbol}: ${added} new, ${changed} changed, ${factors} factors, ${from ?? '–'} .. ${to ?? '–'}`,
    )
    .join('\n');

/** One line a file. */
export const describeImports = (outcomes: readonly ImportOutcome[]): string =>
  outcomes
    .map(({ file, symbol, added, changed, skipped, error }) => {
      if (error) return `${file}: ${error.code}: ${error.message}`;
      if (skipped !== null) return `${file}: skipped, ${skipped}`;
      return `${file}: ${symbol ?? ''} ${added} new, ${changed} changed`;
    })
    .join('\n');
