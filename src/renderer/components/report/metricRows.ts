import { drawdowns } from '#renderer/charts/equityOption.ts';
import type { Formatter } from '#renderer/text/format.ts';
import { NONE, toneOf } from '#renderer/text/format.ts';
import type { Messages } from '#renderer/text/index.ts';
import type { DatedValue, Metrics, TimingReport } from '#shared/run.ts';

export type Figure = Exclude<keyof Metrics, 'costs'>;
export type Span = 'whole' | 'predicted';

type Style = 'yuan' | 'return' | 'share' | 'ratio' | 'count' | 'days';

/** Every figure in the order of the table, and how it is written. */
export const FIGURES: readonly [Figure, Style][] = [
  ['finalEquity', 'yuan'],
  ['totalReturn', 'return'],
  ['annualReturn', 'return'],
  ['volatility', 'share'],
  ['sharpe', 'ratio'],
  ['sortino', 'ratio'],
  ['calmar', 'ratio'],
  ['maxDrawdown', 'return'],
  ['maxDrawdownDays', 'count'],
  ['valueAtRisk5', 'return'],
  ['skew', 'ratio'],
  ['kurtosis', 'ratio'],
  ['alpha', 'return'],
  ['beta', 'ratio'],
  ['informationRatio', 'ratio'],
  ['exposure', 'share'],
  ['turnover', 'ratio'],
  ['tradeCount', 'count'],
  ['winRate', 'share'],
  ['profitLossRatio', 'ratio'],
  ['profitFactor', 'ratio'],
  ['averageHoldingDays', 'days'],
];

const GROUP_ENDS: ReadonlySet<Figure> = new Set([
  'volatility',
  'calmar',
  'kurtosis',
  'informationRatio',
  'turnover',
]);

export interface Cell {
  text: string;
  tone: 'up' | 'down' | 'flat';
}

export function toCell(style: Style, value: number | null | undefined, format: Formatter): Cell {
  const tone = style === 'return' ? toneOf(value) : 'flat';
  const texts: Record<Style, () => string> = {
    yuan: () => format.yuan(value),
    return: () => format.percent(value, { isSigned: true }),
    share: () => format.percent(value),
    ratio: () => format.number(value),
    count: () => format.number(value, 0),
    days: () => format.number(value, 1),
  };
  return { text: texts[style](), tone };
}

const TRADING_DAYS = 252;

/** What a curve of values alone can tell, by the definitions of the report's metrics. */
export function curveFigures(curve: readonly DatedValue[]): Partial<Record<Figure, number>> {
  const values = curve.map((point) => point.value).filter((value) => Number.isFinite(value));
  const [first] = values;
  const last = values.at(-1);
  if (first === undefined || last === undefined || values.length < 2) return {};
  const totalReturn = last / first - 1;
  return {
    totalReturn,
    annualReturn: (1 + totalReturn) ** (TRADING_DAYS / (values.length - 1)) - 1,
    maxDrawdown: Math.min(...drawdowns(values)),
  };
}

export interface MetricRow {
  key: Figure;
  label: string;
  /** The next row speaks of something else. */
  isGroupEnd: boolean;
  cells: Cell[];
}

export interface MetricTable {
  columns: string[];
  rows: MetricRow[];
}

function benchmarkOf(report: TimingReport, span: Span): Partial<Record<Figure, number>> {
  const from = span === 'predicted' ? report.predictedFrom : '';
  return curveFigures(report.benchmarkEquity.filter((point) => point.date >= from));
}

type Figures = Partial<Record<Figure, number | null>>;
/** A column's name and its figures. */
export type MetricSource = readonly [string, Figures];

/** The strategy beside holding, logistic regression and, where it is stored, the benchmark. */
function timingSources(report: TimingReport, span: Span, t: Messages): MetricSource[] {
  const { buyAndHold, logistic } = report.baselines;
  return [
    [t.report.strategy, span === 'whole' ? report.metrics : report.predictedMetrics],
    [t.report.hold, buyAndHold[span]],
    [t.report.logistic, logistic[span]],
    ...(report.benchmarkEquity.length > 1
      ? [
          [
            `${t.report.benchmark} ${report.config.settings.benchmark}`,
            benchmarkOf(report, span),
          ] as const,
        ]
      : []),
  ];
}

/** One row a figure, one column a source. */
export function toTable(
  sources: readonly MetricSource[],
  t: Messages,
  format: Formatter,
): MetricTable {
  return {
    columns: sources.map(([name]) => name),
    rows: FIGURES.map(([key, style]) => ({
      key,
      label: t.report.metrics[key],
      isGroupEnd: GROUP_ENDS.has(key),
      cells: sources.map(([, figures]) =>
        key in figures ? toCell(style, figures[key], format) : { text: NONE, tone: 'flat' },
      ),
    })),
  };
}

export const metricTable = (
  report: TimingReport,
  span: Span,
  t: Messages,
  format: Formatter,
): MetricTable => toTable(timingSources(report, span, t), t, format);
