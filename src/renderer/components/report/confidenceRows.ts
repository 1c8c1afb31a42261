import type { Formatter } from '#renderer/text/format.ts';
import type { Messages } from '#renderer/text/index.ts';
import type { DistanceGroup } from '#shared/confidence.ts';
import { isTimingReport } from '#shared/runs.ts';
import type { RunReport } from '#shared/runs.ts';

export interface ConfidenceRow {
  key: string;
  label: string;
  text: string;
}

/** Whether a report has anything to say of its predictions' certainty. */
export const hasConfidence = ({ band, distance }: RunReport): boolean =>
  band !== undefined || distance !== undefined;

/** Band, passes and distances of a report; what it does not have is left out. */
export function confidenceRows(
  report: RunReport,
  { confidence: t }: Messages,
  format: Formatter,
): ConfidenceRow[] {
  const { band, distance, config } = report;
  const { passes } = config.settings;
  const share = (value: number | null): string => format.percent(value, { digits: 1 });
  const rows: ConfidenceRow[] = [];
  const add = (key: string, label: string, text: string): void =>
    void rows.push({ key, label, text });
  if (band) {
    const level = format.percent(band.level, { digits: 0 });
    const isTiming = isTimingReport(report);
    const width = isTiming ? share(band.meanWidth) : format.number(band.meanWidth, 2);
    add('width', t.width(level), width);
    const held = isTiming ? t.probabilityHeld : t.outcomesHeld;
    add('held', held, t.ofCount(share(band.coverage), format.number(band.count, 0)));
  }
  if (passes > 0) add('passes', t.passes, format.number(passes, 0));
  if (distance) {
    const error = isTimingReport(report) ? t.brier : t.squaredError;
    const of = ({ error: mean, count }: DistanceGroup): string =>
      t.ofCount(format.number(mean, 3), format.number(count, 0));
    const bound = format.percent(distance.bound, { digits: 0 });
    const outside = t.ofCount(share(distance.outsideShare), format.number(distance.count, 0));
    add('outside', t.outside(bound), outside);
    add('inside', t.errorInside(error), of(distance.inside));
    add('beyond', t.errorOutside(error), of(distance.outside));
  }
  return rows;
}
