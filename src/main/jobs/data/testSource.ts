import type { HandlerContext, Output, ParsedInput } from '#shared/contract.ts';
import type { SourceDesk } from './sourceDesk.ts';

/**
 * Whether the source answers; one that is away, or left alone because it shut us out, is an outcome, not
 * an error. Throws INVALID_INPUT for an address that is none.
 */
export async function testSource(
  desk: SourceDesk,
  { source, url }: ParsedInput<'source.test'>,
  { signal }: HandlerContext,
): Promise<Output<'source.test'>> {
  const [opened] = desk.open([source], url);
  return opened.testConnection(signal);
}
