import type { HandlerContext } from '#shared/contract.ts';
import { AppError } from '#shared/errors.ts';
import type { MonitorReport } from '#shared/toolkitContract.ts';
import type { RunDependencies } from './storedRun.ts';

export function monitorRun(
  { store }: RunDependencies,
  run: string,
  _context: HandlerContext,
): Promise<MonitorReport> {
  store.runs.get(run);
  return Promise.reject(new AppError('INVALID_INPUT', `run ${run} cannot be monitored`, { run }));
}
