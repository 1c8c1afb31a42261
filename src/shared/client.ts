import { z } from 'zod';
import type {
  EngineEvents,
  EventName,
  FromEngine,
  Input,
  Method,
  Output,
  Progress,
  ToEngine,
} from './contract.ts';
import { AppError, ERROR_CODES, fromErrorRecord } from './errors.ts';
import type { ErrorRecord } from './errors.ts';

/** The caller's end of a line to the engine: a port, a pipe, a socket or a function call. */
export interface ClientTransport {
  post: (message: ToEngine) => void;
  onMessage: (listener: (message: unknown) => void) => void;
  /** The line is gone: every pending call fails with ENGINE_EXITED. */
  onClosed?: (listener: () => void) => void;
}

export interface CallOptions {
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
}

export interface EngineClient {
  /** Rejects with an AppError; an aborted `signal` cancels, and the call then ends with CANCELLED. */
  call: <M extends Method>(method: M, input: Input<M>, options?: CallOptions) => Promise<Output<M>>;
  /** Returns a function that stops listening. */
  on: <E extends EventName>(event: E, handler: (payload: EngineEvents[E]) => void) => () => void;
}

const errorRecordSchema: z.ZodType<ErrorRecord> = z.object({
  code: z.enum(ERROR_CODES),
  message: z.string(),
  details: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
    .optional(),
});

/** Only the envelope is checked: what the engine puts inside is typed by the contract. */
const fromEngineSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), id: z.string(), value: z.custom<Progress>() }),
  z.object({ type: z.literal('done'), id: z.string(), output: z.unknown() }),
  z.object({ type: z.literal('failed'), id: z.string(), error: errorRecordSchema }),
  z.object({ type: z.literal('event'), name: z.string(), payload: z.custom<object>() }),
]);

/** The message when it is one of the engine's, else null. */
export function parseFromEngine(message: unknown): FromEngine | null {
  const parsed = fromEngineSchema.safeParse(message);
  return parsed.success ? (parsed.data as FromEngine) : null;
}

interface PendingCall {
  resolve: (output: unknown) => void;
  reject: (error: AppError) => void;
  onProgress: CallOptions['onProgress'];
}

type AnyListener = (payload: EngineEvents[EventName]) => void;

/** A typed client over any transport; ids carry a random part, so that a reloaded page never meets old answers. */
export function createClient(transport: ClientTransport): EngineClient {
  const prefix = Math.random().toString(36).slice(2, 10);
  const pending = new Map<string, PendingCall>();
  const listeners = new Map<string, Set<AnyListener>>();
  let lastId = 0;

  transport.onMessage((raw) => {
    const message = parseFromEngine(raw);
    if (!message) return;
    if (message.type === 'event') {
      for (const listener of listeners.get(message.name) ?? []) listener(message.payload);
    } else {
      settle(pending, message);
    }
  });
  transport.onClosed?.(() => {
    const calls = [...pending.values()];
    pending.clear();
    for (const call of calls) call.reject(new AppError('ENGINE_EXITED', 'the line is closed'));
  });

  return {
    call: (method, input, options = {}) => {
      const { signal, onProgress } = options;
      if (signal?.aborted) return Promise.reject(new AppError('CANCELLED', 'cancelled'));
      const id = `${prefix}-${++lastId}`;
      const cancel = (): void => {
        if (pending.has(id)) transport.post({ type: 'cancel', id });
      };
      signal?.addEventListener('abort', cancel);
      const answer = new Promise<unknown>((resolve, reject) => {
        pending.set(id, { resolve, reject, onProgress });
        transport.post({ type: 'call', id, method, input });
      });
      // The engine's table of handlers is typed by the same contract.
      return answer.finally(() => signal?.removeEventListener('abort', cancel)) as Promise<
        Output<typeof method>
      >;
    },
    on: (event, handler) => {
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set);
      const listener: AnyListener = (payload) => handler(payload as EngineEvents[typeof event]);
      set.add(listener);
      return () => set.delete(listener);
    },
  };
}

function settle(
  pending: Map<string, PendingCall>,
  message: Exclude<FromEngine, { type: 'event' }>,
): void {
  const call = pending.get(message.id);
  if (!call) return;
  if (message.type === 'progress') {
    call.onProgress?.(message.value);
    return;
  }
  pending.delete(message.id);
  if (message.type === 'done') call.resolve(message.output);
  else call.reject(fromErrorRecord(message.error));
}
