import type { ErrorDetails } from '#shared/errors.ts';
import { getText } from './http.ts';
import type { HttpOptions } from './http.ts';
import { createPacer } from './pacer.ts';

export interface TextRequest {
  url: URL;
  /**
   * The public host that is asked in the end, whatever the base address: requests to one host share a
   * queue, also those that reach it through AKTools.
   */
  host: string;
  /** Facts for the error: `symbol`, `upstream`. */
  details: ErrorDetails;
  /** UTF-8 unless it says otherwise. */
  encoding?: 'gb18030';
  /** Tries in all for faults that may pass; the client's own number where it is left out. */
  attempts?: number;
}

/** The one way in which sources reach the network; manners (queue, spacing, breaker) sit in it. */
export type FetchText = (request: TextRequest, signal: AbortSignal) => Promise<string>;

export interface ClientOptions extends Partial<HttpOptions> {
  /** Between the starts of two requests to one host. */
  spacingMs?: number;
}

const HTTP_DEFAULTS: HttpOptions = { timeoutMs: 20_000, attempts: 3, backOffMs: 1000 };

/** GETs text with retries, requests to one host spaced apart. Throws what `getText` throws. */
export function createClient(options: ClientOptions = {}): FetchText {
  const http = { ...HTTP_DEFAULTS, ...options };
  const pace = createPacer(options.spacingMs ?? 1000);
  return async ({ url, host, details, encoding, attempts = http.attempts }, signal) => {
    await pace(host, signal);
    return getText(url, details, { ...http, attempts, encoding }, signal);
  };
}
