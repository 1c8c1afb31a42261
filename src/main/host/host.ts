import { toEngineSchema } from '#shared/contract.ts';
import type { EngineEvents, FromEngine, JobInfo } from '#shared/contract.ts';
import { parseFromEngine } from '#shared/client.ts';
import type { ErrorRecord } from '#shared/errors.ts';
import { createBackOff } from './backOff.ts';
import type { BackOffOptions } from './backOff.ts';
import { createCallTable } from './callTable.ts';
import type { EngineProcess, Launcher } from './launcher.ts';

/** One window, socket or test that talks to the engine. */
export interface HostClient {
  /** Takes anything: what is no message of the contract is dropped. */
  post: (message: unknown) => void;
  /** Its jobs go on; their answers are dropped. */
  close: () => void;
}

export interface Host {
  /** The listener is told the engine's state at once, then every event and its own calls' messages. */
  connect: (listener: (message: FromEngine) => void) => HostClient;
  /** Ends the engine and resolves when it is gone. */
  stop: () => Promise<void>;
  /** Of the running engine; undefined between two lives. */
  enginePid: () => number | undefined;
}

export interface HostOptions extends BackOffOptions {
  launch: Launcher;
  /** Milliseconds that `stop` waits before it ends the engine by force. */
  stopTimeoutMs?: number;
}

type StatePayload = EngineEvents['engine.state'];

/**
 * Keeps one engine alive and relays messages, never looking into inputs and outputs.
 * Calls that arrive while it starts wait for it; calls it was answering when it died fail with
 * ENGINE_EXITED, and everyone is told that its jobs have ended.
 */
export function createHost(options: HostOptions): Host {
  return new EngineHost(options);
}

class EngineHost implements Host {
  readonly #options: HostOptions;
  readonly #backOff;
  readonly #calls = createCallTable();
  readonly #listeners = new Map<number, (message: FromEngine) => void>();
  readonly #jobs = new Map<string, JobInfo>();
  #engine: EngineProcess | null = null;
  #waiting: object[] = [];
  #state: StatePayload = { state: 'restarting', note: null };
  #timer: NodeJS.Timeout | null = null;
  #stopped: (() => void) | null = null;
  #lastClient = 0;

  constructor(options: HostOptions) {
    this.#options = options;
    this.#backOff = createBackOff(options);
    this.#start();
  }

  connect(listener: (message: FromEngine) => void): HostClient {
    const client = ++this.#lastClient;
    this.#listeners.set(client, listener);
    // Someone looks again: worth another try.
    if (this.#state.state === 'failed' && !this.#stopped) {
      this.#backOff.reset();
      this.#setState({ state: 'restarting', note: null });
      this.#start();
    } else {
      listener({ type: 'event', name: 'engine.state', payload: this.#state });
    }
    return {
      post: (message) => this.#fromClient(client, message),
      close: () => this.#listeners.delete(client),
    };
  }

  stop(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    const engine = this.#engine;
    this.#state = { state: 'failed', note: 'the app is closing' };
    return new Promise((resolve) => {
      this.#stopped = resolve;
      if (!engine) {
        resolve();
        return;
      }
      engine.kill(false);
      const force = setTimeout(() => engine.kill(true), this.#options.stopTimeoutMs ?? 3000);
      engine.onExit(() => clearTimeout(force));
    });
  }

  enginePid(): number | undefined {
    return this.#engine?.pid;
  }

  #start(): void {
    const startedAt = Date.now();
    const engine = this.#options.launch();
    this.#engine = engine;
    // What an ended engine still had in its pipe comes too late: its calls have failed.
    engine.onMessage((message) => {
      if (engine === this.#engine) this.#fromEngine(message);
    });
    engine.onExit((reason) => this.#exited(reason, Date.now() - startedAt));
  }

  #fromClient(client: number, raw: unknown): void {
    const parsed = toEngineSchema.safeParse(raw);
    if (!parsed.success) return;
    const message = this.#calls.toEngine(client, parsed.data);
    if (!message) return;
    if (this.#state.state === 'ready') this.#engine?.post(message);
    else if (this.#state.state === 'failed') this.#failCalls();
    else this.#waiting.push(message);
  }

  #fromEngine(raw: unknown): void {
    const message = parseFromEngine(raw);
    if (!message) return;
    if (message.type !== 'event') {
      const target = this.#calls.fromEngine(message);
      if (target) this.#listeners.get(target.client)?.(target.message);
      return;
    }
    if (message.name === 'engine.state') {
      this.#setState(message.payload);
      return;
    }
    if (message.name === 'job.changed') this.#noteJob(message.payload);
    this.#broadcast(message);
  }

  #noteJob({ job, method, startedAt, progress, isDone }: EngineEvents['job.changed']): void {
    if (isDone) this.#jobs.delete(job);
    else this.#jobs.set(job, { job, method, startedAt, progress });
  }

  #setState(payload: StatePayload): void {
    this.#state = payload;
    this.#broadcast({ type: 'event', name: 'engine.state', payload });
    if (payload.state !== 'ready') return;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const message of waiting) this.#engine?.post(message);
  }

  #exited(reason: string, livedMs: number): void {
    this.#engine = null;
    this.#waiting = [];
    if (this.#stopped) {
      this.#stopped();
      return;
    }
    const delayMs = this.#backOff.next(livedMs);
    this.#setState({ state: delayMs === null ? 'failed' : 'restarting', note: reason });
    this.#failCalls();
    if (delayMs !== null) this.#timer = setTimeout(() => this.#start(), delayMs);
  }

  #failCalls(): void {
    const message = this.#state.note ?? 'the engine has ended';
    const error: ErrorRecord = { code: 'ENGINE_EXITED', message };
    for (const { client, id } of this.#calls.takeAll()) {
      this.#listeners.get(client)?.({ type: 'failed', id, error });
    }
    for (const info of this.#jobs.values()) {
      const payload = { ...info, isDone: true, error };
      this.#broadcast({ type: 'event', name: 'job.changed', payload });
    }
    this.#jobs.clear();
  }

  #broadcast(message: FromEngine): void {
    for (const listener of this.#listeners.values()) listener(message);
  }
}
