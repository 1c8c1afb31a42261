import { throwIfCancelled } from '#shared/errors.ts';

/** Lets calls that wait be answered, a cancel among them; throws CANCELLED if there was one. */
export async function takeTurn(signal: AbortSignal | undefined): Promise<void> {
  await new Promise(setImmediate);
  throwIfCancelled(signal);
}
