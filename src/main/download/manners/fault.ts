import type { NetworkSource } from '#shared/domain.ts';
import type { AppError } from '#shared/errors.ts';

/**
 * What a failed request says about its provider. `limit`: it shut us out; `passing`: several in a row
 * mean the same; `away`: nothing is reached at all, which no pause mends; `symbol`: only this question.
 */
export type Fault = 'limit' | 'passing' | 'away' | 'symbol';

/** A connection that was made and then closed without a reply: what a barred address sees. */
const DROPPED = /ECONNRESET|ECONNABORTED|EPIPE|socket hang up|aborted/i;
const SLOW = /no full reply/;

export function faultOf({ code, details }: AppError): Fault {
  if (code === 'SOURCE_RATE_LIMITED') return 'limit';
  if (code === 'SOURCE_UNREACHABLE') {
    if (details?.status !== undefined) return 'passing';
    const reason = String(details?.reason ?? '');
    if (SLOW.test(reason)) return 'passing';
    return DROPPED.test(reason) ? 'limit' : 'away';
  }
  const isUnexplained =
    details?.isEmpty === true && details.isAnswered !== true && details.isUnknown !== true;
  return code === 'SOURCE_BAD_DATA' && isUnexplained ? 'passing' : 'symbol';
}

const DOMAINS: readonly [RegExp, NetworkSource][] = [
  [/(^|\.)eastmoney\.com$/, 'eastmoney'],
  [/(^|\.)(qq\.com|gtimg\.cn)$/, 'tencent'],
  [/(^|\.)(sina\.com\.cn|sina\.cn|sinajs\.cn)$/, 'sina'],
];

/** Who limits requests to a host: all hosts of one company share their judgement of an address. */
export const providerOf = (host: string): string =>
  DOMAINS.find(([pattern]) => pattern.test(host))?.[1] ?? host;
