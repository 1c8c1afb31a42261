import type { MonitorReport } from '#shared/toolkitContract.ts';
import { simulatedTitle } from './simulated.ts';
import { toTable } from './table.ts';

const MOST_ROWS = 15;

const STATES: Record<MonitorReport['state'], string> = {
  stable: 'stable',
  drift: 'drift',
  tooFew: 'too few days to judge',
};

/** A monitored run as text. */
export function describeMonitor(
  { run, state, evidence, shifts, proposal }: MonitorReport,
  isSimulated: boolean,
): string {
  const lines = [`${run}: ${STATES[state]}${simulatedTitle(isSimulated)}`, ...evidence];
  if (shifts.length > 0) {
    const rows = shifts
      .slice(0, MOST_ROWS)
      .map(({ feature, index }) => [feature, index.toFixed(3)]);
    lines.push('', toTable([['input', 'stability index'], ...rows]));
  }
  if (proposal.retrain) lines.push('', `Proposal: train anew, with bars up to ${proposal.to}.`);
  return lines.join('\n');
}
