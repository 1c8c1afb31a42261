import { toAppError } from '#shared/errors.ts';
import type { ConnectionTest } from './source.ts';

/** Times one request; `ask` gives the note of a source that answers, and throws for one that does not. */
export async function tryConnection(ask: () => Promise<string>): Promise<ConnectionTest> {
  const start = performance.now();
  const finish = (isReachable: boolean, note: string): ConnectionTest => ({
    isReachable,
    latencyMs: Math.round(performance.now() - start),
    note,
  });
  try {
    return finish(true, await ask());
  } catch (error) {
    const { code, message } = toAppError(error);
    if (code === 'CANCELLED') throw error;
    return finish(false, message);
  }
}
