import { isPlainModel } from '#shared/models.ts';
import type { Metrics, RandomBaseline, TimingReport } from '#shared/run.ts';
import { isTimingConfig } from '#shared/runs.ts';
import { departureLine, modelName } from '#shared/runName.ts';
import type { RunConfig, RunReport, RunSummary } from '#shared/runs.ts';
import { describeConfidence, describeRisk } from './confidenceOutput.ts';
import { figure, percent, yuan } from './figures.ts';
import { simulatedMark, simulatedTitle } from './simulated.ts';
import { toTable } from './table.ts';

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
  // The yardstick beside itself would be the same row twice.
  const isYardstick = isPlainModel(report.config);
  const own = report.model === 'logistic' && !isYardstick ? 'logistic ensemble' : report.model;
  const header = ['', 'final', 'total', 'annual', 'Sharpe', 'max DD', 'days', 'closed trades'];
  return [
    `${report.run} · ${report.symbols.join(' ')} · ${describeModel(report)}${simulatedTitle(report.isSimulated)}`,
    `predicted from ${report.predictedFrom} · AUC ${figure(report.quality.auc)} · Brier ${figure(report.quality.brier)} · ${report.backend.name} ${report.backend.version}`,
    '',
    toTable([
      header,
      row(`${own}, whole span`, report.metrics),
      row(`${own}, predicted span`, report.predictedMetrics),
      ...(isYardstick ? [] : [row('logistic, predicted span', logistic.predicted)]),
      row('hold, predicted span', buyAndHold.predicted),
    ]),
    '',
    describeRandom('random entries', random, report.fills.length > 0),
    ...describeConfidence(report),
    ...describeRisk(report),
    ...report.notes,
    `hash ${report.hash}`,
  ].join('\n');
}

/** The models, what departs from the defaults of their preset, and the seed. */
export function describeModel({ config }: Pick<RunReport, 'config'>): string {
  const name = modelName(config.model, config.settings, 'en');
  return [name, departureLine(config, 'en'), `seed ${config.seed}`].filter(Boolean).join(' · ');
}

/** Where the strategy stands among random draws; one that never traded stands nowhere. */
export function describeRandom(name: string, random: RandomBaseline, hasTraded: boolean): string {
  if (!hasTraded) return `${name}: nothing to compare, the strategy never traded`;
  const { draws, medianReturn, lowReturn, highReturn, percentile } = random;
  const band = `${percent(lowReturn)}..${percent(highReturn)}`;
  return `${name}: ${draws} draws, median ${percent(medianReturn)}, 5%..95% ${band}; the strategy beats ${percent(percentile)} of them`;
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
        ['run', 'state', 'universe', 'model', 'seed', 'folds', 'total', 'Sharpe', 'departs in'],
        ...runs.map((run) => [
          run.run,
          run.state,
          describeUniverse(run.config) + simulatedMark(run.isSimulated),
          modelName(run.config.model, run.config.settings, 'en'),
          String(run.config.seed),
          `${run.foldsDone}/${run.foldsTotal ?? '?'}`,
          run.metrics ? percent(run.metrics.totalReturn) : '–',
          figure(run.metrics?.sharpe ?? null),
          departureLine(run.config, 'en'),
        ]),
      ]);
