import { inputSchemas, toEngineSchema } from '#shared/contract.ts';
import type {
  FromEngine,
  Handler,
  HandlerContext,
  Handlers,
  Method,
  Progress,
} from '#shared/contract.ts';
import { AppError, toErrorRecord } from '#shared/errors.ts';
import type { ErrorRecord } from '#shared/errors.ts';
import { createJobRegistry } from './jobRegistry.ts';
import type { JobRegistry } from './jobRegistry.ts';
import { parseInput } from './parseInput.ts';
import { createThrottle } from './throttle.ts';

/** The engine's end of a line; messages are plain JSON. */
export interface Transport {
  post: (message: FromEngine) => void;
  onMessage: (listener: (message: unknown) => void) => void;
}

/** All but the list of jobs, which `serve` answers itself from what is running. */
export type ServedMethod = Exclude<Method, 'jobs.list' | 'jobs.cancel'>;
export type ServedHandlers = Pick<Handlers, ServedMethod>;

export interface ServeOptions {
  /** Milliseconds between two progress messages of one call. */
  progressIntervalMs?: number;
}

export interface Server {
  /** Cancels every running call and resolves when all have ended; later calls fail at once. */
  close: () => Promise<void>;
}

interface RunningCall {
  controller: AbortController;
  ended: Promise<void>;
}

/**
 * Answers calls on a transport: one `done | failed` per id and nothing after it.
 * Messages that are no calls, and an id that is still running, are dropped; the latter would
 * otherwise get two answers.
 */
export function serve(
  handlers: ServedHandlers,
  transport: Transport,
  options: ServeOptions = {},
): Server {
  const running = new Map<string, RunningCall>();
  const cancel = (id: string): boolean => {
    const call = running.get(id);
    call?.controller.abort();
    return call !== undefined;
  };
  const jobs = createJobRegistry({ post: transport.post, cancel });
  const answer = createAnswerer({ ...handlers, ...jobs.handlers }, jobs, transport, options);

  let isClosed = false;
  const fail = (id: string, error: AppError): void =>
    transport.post({ type: 'failed', id, error: toErrorRecord(error) });
  const start = (call: Call): void => {
    if (isClosed) {
      fail(call.id, new AppError('ENGINE_EXITED', 'the engine is closing'));
      return;
    }
    const controller = new AbortController();
    const forget = (): boolean => running.delete(call.id);
    // Deferred, so that the call is registered before its handler's first line runs.
    const ended = Promise.resolve().then(() => answer(call, controller.signal, forget));
    running.set(call.id, { controller, ended });
  };

  transport.onMessage((raw) => {
    const parsed = toEngineSchema.safeParse(raw);
    if (!parsed.success) {
      const id = idOfBadCall(raw);
      if (id !== null && !running.has(id)) {
        fail(id, new AppError('INVALID_INPUT', 'malformed message'));
      }
    } else if (parsed.data.type === 'cancel') {
      cancel(parsed.data.id);
    } else if (!running.has(parsed.data.id)) {
      start(parsed.data);
    }
  });

  return {
    close: async () => {
      isClosed = true;
      const calls = [...running.values()];
      for (const call of calls) call.controller.abort();
      await Promise.all(calls.map((call) => call.ended));
    },
  };
}

interface Call {
  id: string;
  method: string;
  input: unknown;
}

/** Runs one call to its terminal message; `forget` is called just before that message is sent. */
function createAnswerer(
  table: Handlers,
  jobs: JobRegistry,
  transport: Transport,
  options: ServeOptions,
) {
  return async (call: Call, signal: AbortSignal, forget: () => void): Promise<void> => {
    const { id, method } = call;
    const throttle = createThrottle<Progress>((value) => {
      transport.post({ type: 'progress', id, value });
      jobs.progressed(id, value);
    }, options.progressIntervalMs ?? 100);
    const end = (error: ErrorRecord | null): void => {
      throttle.close();
      forget();
      jobs.ended(id, error);
    };
    try {
      if (!isMethod(method)) throw new AppError('INVALID_INPUT', `unknown method: ${method}`);
      const run = prepare(table, method, call.input);
      jobs.started(id, method);
      const output = await run({ signal, report: throttle.offer });
      end(null);
      postDone(transport, id, output);
    } catch (thrown) {
      const error = toErrorRecord(signal.aborted ? asCancelled(thrown) : thrown);
      end(error);
      transport.post({ type: 'failed', id, error });
    }
  };
}

/** Binds the parsed input to its handler; throws INVALID_INPUT before anything has started. */
function prepare<M extends Method>(
  table: { [K in M]: Handler<K> },
  method: M,
  input: unknown,
): (context: HandlerContext) => Promise<unknown> {
  const parsed = parseInput(method, input);
  return (context) => table[method](parsed, context);
}

const isMethod = (method: string): method is Method => Object.hasOwn(inputSchemas, method);

/** Whatever a cancelled handler trips over on its way out, the caller asked for the end. */
const asCancelled = (thrown: unknown): AppError =>
  new AppError('CANCELLED', 'cancelled', undefined, thrown);

function postDone(transport: Transport, id: string, output: unknown): void {
  try {
    transport.post({ type: 'done', id, output });
  } catch (thrown) {
    // The answer cannot be written as JSON: our mistake, but the caller must not wait for ever.
    transport.post({ type: 'failed', id, error: toErrorRecord(thrown) });
  }
}

function idOfBadCall(raw: unknown): string | null {
  if (typeof raw !== 'object' || raw === null || !('type' in raw) || !('id' in raw)) return null;
  const { type, id } = raw;
  return type === 'call' && typeof id === 'string' && id.length >= 1 && id.length <= 64 ? id : null;
}
