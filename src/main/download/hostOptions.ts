import { addressOf, parseAddress } from './address.ts';
import { createClient } from './client.ts';
import type { ClientOptions, FetchText, TextRequest } from './client.ts';

/** How a source that is asked directly is reached. */
export interface HostOptions extends ClientOptions {
  /** null = the public hosts; otherwise requests go to `<baseUrl>/<host>/<path>`. */
  baseUrl: string | null;
  /** Milliseconds since 1970; only sessions that are over are taken. */
  now?: () => number;
  /** Shared by all sources, so that each host has one queue; made from the other options where it is left out. */
  fetchText?: FetchText;
}

export interface PathRequest extends Omit<TextRequest, 'url'> {
  path: string;
  query?: Record<string, string>;
}

/** GETs a path of a public host, wherever that host's requests are sent. */
export type AskHost = (request: PathRequest, signal: AbortSignal) => Promise<string>;

/** Throws INVALID_INPUT for a base address that is none. */
export function createAskHost(options: HostOptions): AskHost {
  const base = options.baseUrl === null ? null : parseAddress(options.baseUrl);
  const fetchText = options.fetchText ?? createClient(options);
  return ({ path, query = {}, ...request }, signal) => {
    const url = addressOf(base, request.host, path);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return fetchText({ ...request, url }, signal);
  };
}
