import { curveFigures, toTable } from '#renderer/components/report/metricRows.ts';
import type { MetricSource, MetricTable } from '#renderer/components/report/metricRows.ts';
import type { Formatter } from '#renderer/text/format.ts';
import type { Messages } from '#renderer/text/index.ts';
import type { SelectionReport } from '#shared/selection.ts';

/** The strategy beside ridge regression, the universe in equal parts and, where it is stored, the benchmark. */
export function selectionTable(
  report: SelectionReport,
  t: Messages,
  format: Formatter,
): MetricTable {
  const { ridge, universe } = report.baselines;
  const sources: MetricSource[] = [
    [t.report.strategy, report.metrics],
    [t.select.ridge, ridge.metrics],
    [t.select.universeBaseline, universe.metrics],
  ];
  if (report.benchmarkEquity.length > 1) {
    const name = `${t.report.benchmark} ${report.config.settings.benchmark}`;
    sources.push([name, curveFigures(report.benchmarkEquity)]);
  }
  return toTable(sources, t, format);
}
