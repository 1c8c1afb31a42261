import type { ClientTransport, EngineClient } from '#shared/client.ts';
import { createClient } from '#shared/client.ts';
import type { FromEngine } from '#shared/contract.ts';
import { serve } from './serve.ts';
import type { ServedHandlers, ServeOptions, Server, Transport } from './serve.ts';

/** Both ends of a line within one process; messages are copied through JSON, as every real line does. */
export function createLine(): { engine: Transport; client: ClientTransport } {
  const toEngine = new Set<(message: unknown) => void>();
  const toClient = new Set<(message: unknown) => void>();
  const deliver = (listeners: Set<(message: unknown) => void>, message: unknown): void => {
    const copy: unknown = JSON.parse(JSON.stringify(message));
    queueMicrotask(() => {
      for (const listener of listeners) listener(copy);
    });
  };
  return {
    engine: {
      post: (message: FromEngine) => deliver(toClient, message),
      onMessage: (listener) => toEngine.add(listener),
    },
    client: {
      post: (message) => deliver(toEngine, message),
      onMessage: (listener) => toClient.add(listener),
    },
  };
}

/** The command line's way: the same handlers, door and messages, without another process. */
export function serveInProcess(
  handlers: ServedHandlers,
  options?: ServeOptions,
): EngineClient & { server: Server; engine: Transport } {
  const line = createLine();
  const server = serve(handlers, line.engine, options);
  return { ...createClient(line.client), server, engine: line.engine };
}
