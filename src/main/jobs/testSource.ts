import { createAktools } from '#main/download/sources/aktools.ts';
import type { Store } from '#main/store/store.ts';
import type { HandlerContext, Output, ParsedInput } from '#shared/contract.ts';

/** Whether the source answers; a source that is away is an outcome, not an error. */
export async function testSource(
  store: Store,
  input: ParsedInput<'source.test'>,
  context: HandlerContext,
): Promise<Output<'source.test'>> {
  const timeoutMs = Math.min(store.settings.read().requestTimeoutMs, 10_000);
  return createAktools({ url: input.url, timeoutMs }).testConnection(context.signal);
}
