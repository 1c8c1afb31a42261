import type { Finding, FindingKind, Severity } from '#shared/dataContract.ts';
import { SEVERITIES } from '#shared/dataContract.ts';

export interface FindingFilter {
  severity: Severity | 'any';
  kind: FindingKind | 'any';
}

export function filterFindings(
  findings: readonly Finding[],
  { severity, kind }: FindingFilter,
): Finding[] {
  return findings.filter(
    (one) =>
      (severity === 'any' || one.severity === severity) && (kind === 'any' || one.kind === kind),
  );
}

/** How many there are of each severity. */
export function countSeverities(findings: readonly Finding[]): Record<Severity, number> {
  const counts = { info: 0, warning: 0, error: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  return counts;
}

export const severityRank = (severity: Severity): number => SEVERITIES.indexOf(severity);
