import type { HandlerContext, ParsedInput } from '#shared/contract.ts';
import { AppError } from '#shared/errors.ts';
import type { Explanation } from '#shared/toolkitContract.ts';
import type { RunDependencies } from './storedRun.ts';

export function explainRun(
  { store }: RunDependencies,
  { run }: ParsedInput<'runs.explain'>,
  _context: HandlerContext,
): Promise<Explanation> {
  store.runs.get(run);
  return Promise.reject(new AppError('INVALID_INPUT', `run ${run} cannot be explained`, { run }));
}
