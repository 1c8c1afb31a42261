import { expect, it } from 'vitest';
import { renderHtml } from '#main/report/htmlReport.ts';
import type { RunReport } from '#shared/runs.ts';
import { makeReport } from '#tests/fixtures/makeReport.ts';
import { makeSelectionReport } from '#tests/fixtures/makeSelectionReport.ts';
import { makeStore } from '#tests/fixtures/store.ts';

/** Settings that came with conditions on entries: runs from before have none of them. */
const LATER = ['requireBand', 'minConfidence', 'maxDistance', 'minReturn'];

const asStoredBefore = (report: RunReport): RunReport => {
  const kept = Object.entries(report.config.settings).filter(([key]) => !LATER.includes(key));
  const older: object = { ...report.config, settings: Object.fromEntries(kept) };
  return { ...report, config: older } as RunReport;
};

it.each([makeReport(), makeSelectionReport()])(
  'a report from before a setting existed is read with it switched off, and can be exported',
  (report) => {
    const { runs } = makeStore();
    const { run, config, dataVersion, appVersion, backend, isSimulated, hash } = report;
    runs.create({ run, config, dataVersion, appVersion, backend, isSimulated });
    runs.finish(asStoredBefore(report));
    const read = runs.readReport(run);
    expect(read.config.settings).toMatchObject({ requireBand: false, maxDistance: 1 });
    expect(read.hash).toBe(hash);
    expect(renderHtml(read)).toBe(renderHtml(report));
  },
);
