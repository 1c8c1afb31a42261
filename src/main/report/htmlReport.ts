import { isTimingReport } from '#shared/runs.ts';
import type { RunReport } from '#shared/runs.ts';
import { title } from './html/header.ts';
import { page } from './html/page.ts';
import { selectionBody } from './html/selectionBody.ts';
import { timingBody } from './html/timingBody.ts';

/** A report as one HTML file of its own: no scripts, nothing loaded from elsewhere, every text escaped. */
export const renderHtml = (report: RunReport): string =>
  page(
    title(report),
    report.appVersion,
    isTimingReport(report) ? timingBody(report) : selectionBody(report),
  );
