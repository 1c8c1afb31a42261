import { createClient as createClientOn } from '#shared/client.ts';
import type { EngineClient } from '#shared/client.ts';
import { createBridgeTransport } from './bridge.ts';
import { createSocketTransport } from './socket.ts';

export type { CallOptions, EngineClient } from '#shared/client.ts';

/** A client over the preload bridge, or over a socket to the server that sent this page. */
export function createClient(): EngineClient {
  if (window.zuot) return createClientOn(createBridgeTransport(window.zuot));
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  return createClientOn(createSocketTransport({ url: `${scheme}://${location.host}/engine` }));
}

let shared: EngineClient | null = null;
const theClient = (): EngineClient => (shared ??= createClient());

/** The window's one client; the line opens at the first use. */
export const engineClient: EngineClient = {
  call: (method, input, options) => theClient().call(method, input, options),
  on: (event, handler) => theClient().on(event, handler),
};
