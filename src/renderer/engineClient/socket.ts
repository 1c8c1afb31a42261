import type { ClientTransport } from '#shared/client.ts';
import type { EventMessage, ToEngine } from '#shared/contract.ts';

export interface SocketOptions {
  url: string;
  /** Milliseconds between two attempts to reach a server that has gone. */
  retryMs?: number;
  /** Attempts in a row before waiting calls are given up; it goes on trying all the same. */
  patience?: number;
}

/**
 * The line to `web.ts`. It opens itself again: while it is down, calls wait, those that the server
 * had already taken fail, and the window hears `engine.state` as if the engine itself were away.
 */
export function createSocketTransport(options: SocketOptions): ClientTransport {
  const { url, retryMs = 1000, patience = 5 } = options;
  const messageListeners = new Set<(message: unknown) => void>();
  const closedListeners = new Set<() => void>();
  let waiting: ToEngine[] = [];
  let socket: WebSocket | null = null;
  let failures = 0;

  const tell = (message: unknown): void => {
    for (const listener of messageListeners) listener(message);
  };
  const giveUpCalls = (): void => {
    waiting = [];
    for (const listener of closedListeners) listener();
  };

  const open = (): void => {
    const current = new WebSocket(url);
    let wasOpen = false;
    current.addEventListener('open', () => {
      wasOpen = true;
      failures = 0;
      socket = current;
      for (const message of waiting) current.send(JSON.stringify(message));
      waiting = [];
    });
    current.addEventListener('message', ({ data }) => tell(parse(data)));
    current.addEventListener('close', () => {
      socket = null;
      failures += 1;
      tell(stateMessage(failures < patience ? 'restarting' : 'failed'));
      if (wasOpen || failures >= patience) giveUpCalls();
      setTimeout(open, retryMs);
    });
  };
  open();

  return {
    post: (message) => {
      if (socket) socket.send(JSON.stringify(message));
      else if (failures < patience) waiting.push(message);
      else setTimeout(giveUpCalls);
    },
    onMessage: (listener) => messageListeners.add(listener),
    onClosed: (listener) => closedListeners.add(listener),
  };
}

function stateMessage(state: 'restarting' | 'failed'): EventMessage {
  const note = state === 'failed' ? 'the ZuoT server does not answer' : 'the line was cut';
  return { type: 'event', name: 'engine.state', payload: { state, note } };
}

function parse(data: unknown): unknown {
  if (typeof data !== 'string') return null;
  try {
    return JSON.parse(data) as unknown;
  } catch (error) {
    // Not one of ours: the client drops what is no message.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
