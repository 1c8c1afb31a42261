import { readFileSync } from 'node:fs';
import { hasCode } from './errorCode.ts';

/** Names one process for as long as the machine runs: a recycled pid is someone else. */
export interface ProcessMark {
  pid: number;
  /** Start time of that process where the system tells it. */
  startedAt: string | null;
}

/** The mark of this process. */
export const markThisProcess = (): ProcessMark => ({
  pid: process.pid,
  startedAt: readProcessStart(process.pid),
});

/** Whether the marked process still runs on this machine. */
export function isProcessAlive({ pid, startedAt }: ProcessMark): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives, and belongs to another user.
    if (!hasCode(error, 'EPERM')) return false;
  }
  const current = readProcessStart(pid);
  return startedAt === null || current === null || current === startedAt;
}

/** Clock ticks since boot at which a process started (field 22 of /proc/PID/stat); null elsewhere. */
function readProcessStart(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    // Not Linux, or the process is gone: the pid alone decides.
    return null;
  }
}
