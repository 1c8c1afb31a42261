import { join } from 'node:path';
import type { Metrics, TimingReport } from '#shared/run.ts';
import { figure, percent, yuan } from './figures.ts';
import { withTimingRuns } from './timingRun.ts';

/** Prints the table of docs/results/t-timing.md: `node bench/seeds.ts FOLDER [SEEDS]`, FOLDER with sh600519.csv and sh000300.csv. */
const [folder, seeds = '5'] = process.argv.slice(2);

function describe(label: string, report: TimingReport, metrics: Metrics, span: string): string {
  const { quality } = report;
  return `| ${[
    label,
    span,
    yuan(metrics.finalEquity),
    percent(metrics.totalReturn),
    percent(metrics.annualReturn),
    figure(metrics.sharpe),
    percent(metrics.maxDrawdown),
    metrics.maxDrawdownDays,
    metrics.tradeCount,
    figure(quality.auc, 3),
    figure(quality.brier, 3),
    percent(report.baselines.random.percentile),
    report.hash.slice(0, 12),
  ].join(' | ')} |`;
}

const csv = ['sh600519.csv', 'sh000300.csv'].map((name) => join(folder, name));
await withTimingRuns(csv, async ({ run }) => {
  for (const model of ['logistic', 'bilstm', 'transformer'] as const) {
    for (let seed = 0; seed < Number(seeds); seed++) {
      const { report } = await run(model, { seed });
      const label = `${model}, seed ${seed}`;
      console.log(describe(label, report, report.metrics, 'whole'));
      console.log(describe(label, report, report.predictedMetrics, 'predicted'));
      if (seed === 0) console.log(JSON.stringify(report.baselines.buyAndHold));
      console.error(label, report.timing);
    }
  }
});
