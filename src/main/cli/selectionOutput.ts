import type { Metrics } from '#shared/run.ts';
import { isTimingReport } from '#shared/runs.ts';
import type { RunReport } from '#shared/runs.ts';
import type { FactorValues } from '#shared/selectionContract.ts';
import type { RankRow, Ranking, SelectionQuality, SelectionReport } from '#shared/selection.ts';
import { describeConfidence, describeRisk } from './confidenceOutput.ts';
import { figure, percent, yuan } from './figures.ts';
import { describeModel, describeRandom, describeReport } from './output.ts';
import { SIMULATED, simulatedTitle } from './simulated.ts';
import { toTable } from './table.ts';

/** A report of any preset. */
export const describeRun = (report: RunReport): string =>
  isTimingReport(report) ? describeReport(report) : describeSelection(report);

/** The strategy beside its baselines, and how well either model ranks. */
function describeSelection(report: SelectionReport): string {
  const { universe, ridge, random } = report.baselines;
  const [training] = report.training;
  return [
    `${report.run} · ${report.symbols.length} symbols · ${describeModel(report)}${simulatedTitle(report.isSimulated)}`,
    `trained on ${training.samples} windows ${training.trainFrom} .. ${training.trainTo}, predicted from ${report.predictedFrom} to ${report.to} · ${report.backend.name} ${report.backend.version}`,
    '',
    toTable([
      ['', 'final', 'total', 'annual', 'Sharpe', 'max DD', 'turnover', 'closed trades'],
      metricsRow(report.model, report.metrics),
      metricsRow('ridge', ridge.metrics),
      metricsRow('universe, equal parts', universe.metrics),
      ...benchmarkRow(report),
      ...idealRow(report),
    ]),
    '',
    toTable([
      ['', 'IC', 'ICIR', 'rank IC', 'rank ICIR', 'MSE', 'MAE'],
      qualityRow(report.model, report.quality),
      qualityRow('ridge', ridge.quality),
    ]),
    '',
    `mean outcome by group of scores, worst first: ${report.quality.deciles.map(percent).join(' ')}`,
    describeRandom('random scores', random, report.fills.length > 0),
    ...describeConfidence(report),
    ...describeRisk(report),
    ...report.survivorship,
    ...report.notes,
    `hash ${report.hash}`,
  ].join('\n');
}

const metricsRow = (name: string, m: Metrics): string[] => [
  name,
  yuan(m.finalEquity),
  percent(m.totalReturn),
  percent(m.annualReturn),
  figure(m.sharpe),
  percent(m.maxDrawdown),
  figure(m.turnover),
  String(m.tradeCount),
];

const qualityRow = (name: string, q: SelectionQuality): string[] => [
  name,
  figure(q.ic, 4),
  figure(q.icRatio),
  figure(q.rankIc, 4),
  figure(q.rankIcRatio),
  figure(q.meanSquaredError, 3),
  figure(q.meanAbsoluteError, 3),
];

function curveRow(name: string, curve: SelectionReport['equity']): string[][] {
  const last = curve.at(-1);
  if (last === undefined) return [];
  return [[name, yuan(last.value), percent(last.value / curve[0].value - 1), '', '', '', '', '']];
}

const benchmarkRow = ({ config, benchmarkEquity }: SelectionReport): string[][] =>
  curveRow(config.settings.benchmark, benchmarkEquity);

const idealRow = ({ idealEquity }: SelectionReport): string[][] =>
  curveRow('as published, without costs', idealEquity);

const outcomeOf = ({ outcome, isBehindEnd }: RankRow): string =>
  outcome !== null ? percent(outcome) : isBehindEnd ? 'behind the end' : '–';

/** One line a symbol, best first; a star where it is held. */
export const describeRanking = ({ run, date, rows }: Ranking, isSimulated: boolean): string =>
  [
    `${run} at the close of ${date}${simulatedTitle(isSimulated)}`,
    toTable([
      ['symbol', 'rank', 'score', 'close', 'outcome', 'held', 'name'],
      ...rows.map((row) => [
        row.symbol,
        String(row.rank),
        row.score.toFixed(5),
        figure(row.close),
        outcomeOf(row),
        row.isHeld ? '*' : '',
        row.name,
      ]),
    ]),
  ].join('\n');

/** One line a date, one column a symbol. */
export const describeFactor = ({ dates, columns }: FactorValues, isSimulated: boolean): string =>
  [
    ...(isSimulated ? [SIMULATED] : []),
    toTable([
      ['date', ...columns.map(({ symbol }) => symbol)],
      ...dates.map((date, row) => [
        date,
        ...columns.map(({ values }) => values[row]?.toPrecision(8) ?? '–'),
      ]),
    ]),
  ].join('\n');
