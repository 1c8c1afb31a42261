import { FIGURES, toCell } from '#renderer/components/report/metricRows.ts';
import type { Cell, Figure } from '#renderer/components/report/metricRows.ts';
import { usedSelectFields, writeSelectSetting } from '#renderer/components/select/selectFields.ts';
import { usedFields } from '#renderer/components/train/settingFields.ts';
import { writeSetting } from '#renderer/components/train/writeSetting.ts';
import type { Formatter } from '#renderer/text/format.ts';
import { NONE } from '#renderer/text/format.ts';
import type { Messages } from '#renderer/text/index.ts';
import type { Metrics } from '#shared/run.ts';
import { isTimingConfig, isTimingReport } from '#shared/runs.ts';
import type { RunConfig, RunReport } from '#shared/runs.ts';
import { runModel, subjectLabel } from './runLabel.ts';

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

/** Whether the accounts of all runs are measured on the same days; only then is one of them better. */
export const isSameSpan = (reports: readonly RunReport[]): boolean =>
  new Set(reports.map(({ predictedFrom, to }) => `${predictedFrom} ${to}`)).size < 2;

/** Every figure of each run's predicted span, the best of a row marked where the spans are the same, and how good its predictions are by themselves. */
export function comparedMetrics(
  reports: readonly RunReport[],
  t: Messages,
  format: Formatter,
): ComparedRow[] {
  const isFair = isSameSpan(reports);
  const rows = FIGURES.map(([key, style]): ComparedRow => {
    const values = reports.map((report) => predictedMetrics(report)[key]);
    const best = isFair ? bestIndex(values, key) : null;
    return {
      key,
      label: t.report.metrics[key],
      cells: values.map((value, index) => ({
        ...toCell(style, value, format),
        isBest: index === best,
      })),
    };
  });
  const of = (key: string, label: string, values: readonly (number | null)[]): ComparedRow[] =>
    values.every((value) => value === null)
      ? []
      : [
          {
            ...{ key, label },
            cells: values.map((value) => ({
              ...{ text: format.number(value, 3), tone: 'flat', isBest: false },
            })),
          },
        ];
  return [
    ...rows,
    ...of(
      'auc',
      t.report.auc,
      reports.map((report) => (isTimingReport(report) ? report.quality.auc : null)),
    ),
    ...of(
      'rankIc',
      t.select.rankIc,
      reports.map((report) => (isTimingReport(report) ? null : report.quality.rankIc)),
    ),
  ];
}

interface Named {
  label: string;
  text: string;
}

/** Every fact of a config under its own key; settings of the same name mean the same in every preset. */
function factsOf(config: RunConfig, t: Messages, format: Formatter): Map<string, Named> {
  const { columns } = t.runs;
  const facts: [string, Named][] = [
    ['preset', { label: columns.preset, text: t.words.presets[config.preset] }],
    ['model', { label: columns.model, text: runModel(config) }],
    ['subject', { label: columns.symbols, text: subjectLabel(config, t, () => '') }],
    ['span', { label: columns.span, text: `${config.from} – ${config.to}` }],
    ['seed', { label: columns.seed, text: String(config.seed) }],
  ];
  if (isTimingConfig(config)) {
    const { settings, model } = config;
    for (const { key } of usedFields(model, settings)) {
      const text = writeSetting(key, settings, t, format);
      facts.push([key, { label: t.train.settingTexts[key].label, text }]);
    }
    return new Map(facts);
  }
  const { settings, model, split } = config;
  facts.push(['split', { label: t.select.split, text: split }]);
  facts.push([
    'features',
    { label: t.select.factors, text: t.select.factorCount(settings.features.length) },
  ]);
  for (const { key } of usedSelectFields(model, settings)) {
    const text = writeSelectSetting(key, settings, t, format);
    facts.push([key, { label: t.select.settingTexts[key].label, text }]);
  }
  return new Map(facts);
}

/** What is not the same in all configs, each as its form shows it; a dash where a preset has no such setting. */
export function configDifferences(
  configs: readonly RunConfig[],
  t: Messages,
  format: Formatter,
): { key: string; label: string; values: string[] }[] {
  const facts = configs.map((config) => factsOf(config, t, format));
  const keys = [...new Set(facts.flatMap((one) => [...one.keys()]))];
  return keys.flatMap((key) => {
    const named = facts.map((one) => one.get(key));
    const values = named.map((one) => one?.text ?? NONE);
    const label = named.find((one) => one !== undefined)?.label ?? key;
    return new Set(values).size > 1 ? [{ key, label, values }] : [];
  });
}

/** Among how many trials the settings of each run were chosen; 1 = as written by hand. */
export const trialsBehind = (configs: readonly RunConfig[]): number[] =>
  configs.map(({ search }) => search?.trials ?? 1);
