import type { DistanceGroup, RiskEvent } from '#shared/confidence.ts';
import { isTimingReport } from '#shared/runs.ts';
import type { RunReport } from '#shared/runs.ts';
import { toTable } from './table.ts';

const percent = (ratio: number | null): string =>
  ratio === null ? '–' : `${(ratio * 100).toFixed(1)}%`;

/** How certain a run's predictions were, and what came of those far from what was trained on. */
export function describeConfidence(report: RunReport): string[] {
  const { distance } = report;
  const error = isTimingReport(report) ? 'Brier' : 'squared error';
  const groups = ({ outside, inside }: NonNullable<typeof distance>): string =>
    outside.error === null && inside.error === null
      ? `no ${error} known`
      : `${group(outside)}, within ${group(inside)}`;
  const group = ({ count, error: mean }: DistanceGroup): string =>
    mean === null ? `no ${error} known` : `${error} ${mean.toFixed(3)} of ${count}`;
  return [
    ...bandLine(report),
    ...(distance
      ? [
          `inputs beyond ${percent(distance.bound)} of the training windows: ${percent(distance.outsideShare)} of ${distance.count} predictions; ${groups(distance)}`,
        ]
      : []),
  ];
}

function bandLine(report: RunReport): string[] {
  if (!report.band) return [];
  const { level, meanWidth, coverage, count } = report.band;
  const held = isTimingReport(report) ? 'held the share that came true for' : 'held';
  return [
    `${percent(level)} band: ${meanWidth.toFixed(2)} wide on average, ${held} ${percent(coverage)} of ${count} predictions`,
  ];
}

/** When risk control held a run down; nothing of runs without it. */
export function describeRisk({ risk }: RunReport): string[] {
  if (!risk) return [];
  const { events, days, closes } = risk;
  const head = `risk control: ${events.length} stretches, ${days} of ${closes} closes under a limit`;
  if (events.length === 0) return [head];
  const row = (event: RiskEvent): string[] => [
    event.from,
    event.isOpen ? `${event.to} (still)` : event.to,
    String(event.days),
    event.kind,
    percent(event.value),
    percent(event.threshold),
    percent(event.limit),
    percent(event.exposure),
    percent(event.laterExposure),
  ];
  const names = ['from', 'to', 'days', 'reason', 'value', 'threshold'];
  return [head, toTable([[...names, 'most held', 'held then', 'held after'], ...events.map(row)])];
}
