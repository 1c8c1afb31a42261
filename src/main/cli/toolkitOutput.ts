import type { Explanation, MonitorReport } from '#shared/toolkitContract.ts';
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

const signed = (value: number): string => `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(4)}`;

/** An explained prediction as text. */
export function describeExplanation(found: Explanation): string {
  const { symbol, date, prediction, baseline, residual, contributions, importance } = found;
  const rows = contributions
    .slice(0, MOST_ROWS)
    .map(({ feature, value, input }) => [feature, signed(value), input?.toPrecision(5) ?? '-']);
  const shuffled = importance
    .slice(0, MOST_ROWS)
    .map(({ feature, increase, error }) => [feature, increase.toFixed(5), error.toFixed(5)]);
  return [
    `${symbol} ${date}: ${prediction.toFixed(4)}, ${baseline.toFixed(4)} at the mean input, ${signed(residual)} left over`,
    '',
    toTable([['input', 'contribution', 'value'], ...rows]),
    '',
    toTable([['shuffled input', 'error grows by', '±'], ...shuffled]),
  ].join('\n');
}
