import { createHash } from 'node:crypto';
import { assert } from '#main/lib/assert.ts';
import type { RunReport } from '#shared/runs.ts';

/** Left out of the hash: they differ between repetitions that found the same. */
const VARYING = new Set(['run', 'timing', 'hash']);

type Unhashed<R extends RunReport> = R extends RunReport
  ? Omit<R, 'hash'> & { hash?: string }
  : never;

/**
 * SHA-256 (hex) over everything in the report that a repetition on the same data must reproduce.
 * Of the backend its name and version count, not why it was chosen.
 */
export function hashReport(report: Unhashed<RunReport>): string {
  const { name, version } = report.backend;
  const kept = Object.entries({ ...report, backend: { name, version } }).filter(
    ([key]) => !VARYING.has(key),
  );
  return createHash('sha256')
    .update(canonicalJson(Object.fromEntries(kept)))
    .digest('hex');
}

/** JSON with sorted keys and no spaces, the same text for the same value; refuses NaN and infinities. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
    return `{${members.join(',')}}`;
  }
  assert(typeof value !== 'number' || Number.isFinite(value), 'numbers in a report are finite');
  return JSON.stringify(value);
}
