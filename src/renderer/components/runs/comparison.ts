import { FIGURES, toCell } from '#renderer/components/report/metricRows.ts';
import type { Cell, Figure } from '#renderer/components/report/metricRows.ts';
import { SETTING_FIELDS } from '#renderer/components/train/settingFields.ts';
import { writeSetting } from '#renderer/components/train/writeSetting.ts';
import type { Formatter } from '#renderer/text/format.ts';
import type { Messages } from '#renderer/text/index.ts';
import type { Metrics } from '#shared/run.ts';
import { isTimingReport } from '#shared/runs.ts';
import type { RunReport } from '#shared/runs.ts';

/** Where more is better, and where less is; the others are neither. */
const BETTER: Partial<Record<Figure, 'high' | 'low'>> = {
  finalEquity: 'high',
  totalReturn: 'high',
  annualReturn: 'high',
  volatility: 'low',
  sharpe: 'high',
  sortino: 'high',
  calmar: 'high',
  maxDrawdown: 'high',
  maxDrawdownDays: 'low',
  winRate: 'high',
  profitLossRatio: 'high',
  profitFactor: 'high',
};

export interface ComparedRow {
  key: string;
  label: string;
  cells: (Cell & { isBest: boolean })[];
}

/** Index of the one best value; null when a value is missing or shared. */
function bestIndex(values: readonly (number | null)[], key: Figure): number | null {
  const direction = BETTER[key];
  if (!direction || values.length < 2) return null;
  const present = values.filter((value): value is number => value !== null);
  if (present.length < values.length) return null;
  const best = direction === 'high' ? Math.max(...present) : Math.min(...present);
  return present.filter((value) => value === best).length === 1 ? values.indexOf(best) : null;
}

/** A selection's account begins with its first prediction: all of it is predicted. */
export const predictedMetrics = (report: RunReport): Metrics =>
  isTimingReport(report) ? report.predictedMetrics : report.metrics;

/** Every figure of each run's predicted span, the best of a row marked, and the AUC of its probabilities. */
export function comparedMetrics(
  reports: readonly RunReport[],
  t: Messages,
  format: Formatter,
): ComparedRow[] {
  const rows = FIGURES.map(([key, style]): ComparedRow => {
    const values = reports.map((report) => predictedMetrics(report)[key]);
    const best = bestIndex(values, key);
    return {
      key,
      label: t.report.metrics[key],
      cells: values.map((value, index) => ({
        ...toCell(style, value, format),
        isBest: index === best,
      })),
    };
  });
  const auc: ComparedRow = {
    key: 'auc',
    label: t.report.auc,
    cells: reports.map((report) => ({
      text: format.number(isTimingReport(report) ? report.quality.auc : null, 3),
      tone: 'flat',
      isBest: false,
    })),
  };
  return [...rows, auc];
}

/** Settings that are not the same in all runs, each as its form shows it; runs of two presets share no form. */
export function configDifferences(
  reports: readonly RunReport[],
  t: Messages,
  format: Formatter,
): { label: string; values: string[] }[] {
  const timings = reports.filter(isTimingReport);
  if (timings.length < reports.length) return [];
  return SETTING_FIELDS.flatMap(({ key }) => {
    const values = timings.map(({ config }) => writeSetting(key, config.settings, t, format));
    return new Set(values).size > 1 ? [{ label: t.train.settingTexts[key].label, values }] : [];
  });
}
