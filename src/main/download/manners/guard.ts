import { NETWORK_SOURCES } from '#shared/domain.ts';
import { toAppError } from '#shared/errors.ts';
import type { AppError } from '#shared/errors.ts';
import type { Source } from '../source.ts';
import { MAX_FAILURES_IN_ROW } from './breaker.ts';
import { faultOf } from './fault.ts';
import type { Ledger } from './ledger.ts';

/**
 * The same source, watched: a reply that reads as a limit pauses its provider, and so do several
 * failures in a row of one kind of question, since sources hide limits behind empty replies and 500s.
 */
export function guardSource(
  source: Source,
  ledger: Ledger,
  pause: (provider: string) => void,
): Source {
  const judge = (question: string, error: AppError): void => {
    if (!error.code.startsWith('SOURCE_') || error.details?.isPaused === true) return;
    ledger.failed(source.name, error);
    const fault = faultOf(error);
    if (fault === 'symbol') ledger.succeeded(source.name, question);
    if (fault === 'limit') pause(providerOfError(source, error));
    if (fault !== 'passing') return;
    if (ledger.countInRow(source.name, question) < MAX_FAILURES_IN_ROW) return;
    ledger.succeeded(source.name, question);
    pause(providerOfError(source, error));
  };
  return new Proxy(source, {
    get(target, key) {
      const member: unknown = Reflect.get(target, key);
      if (typeof member !== 'function' || key === 'testConnection') return member;
      return async (...args: unknown[]): Promise<unknown> => {
        try {
          const answer: unknown = await Reflect.apply(member, target, args);
          ledger.succeeded(source.name, String(key));
          return answer;
        } catch (thrown) {
          judge(String(key), toAppError(thrown));
          throw thrown;
        }
      };
    },
  });
}

/** Without a status it was the source itself that could not be reached, not the provider behind it. */
function providerOfError(source: Source, { code, details }: AppError): string {
  if (code === 'SOURCE_UNREACHABLE' && details?.status === undefined) return source.name;
  return NETWORK_SOURCES.find((name) => name === details?.upstream) ?? source.name;
}
