import type { Transport } from './serve.ts';

/** Electron's utility process has a port instead of Node's message channel. */
interface ParentPort {
  postMessage: (message: unknown) => void;
  on: (event: 'message', listener: (event: { data: unknown }) => void) => unknown;
}

/**
 * The line to the process that started this one: Electron's port or Node's channel.
 * `gone` is called when the parent is no longer there. Throws when there is no parent to talk to.
 */
export function createParentTransport(gone: () => void): Transport {
  const port = findParentPort();
  if (port) {
    return {
      post: (message) => port.postMessage(message),
      onMessage: (listener) => port.on('message', (event) => listener(event.data)),
    };
  }
  if (!process.send) throw new Error('the engine is started by the app, not by hand');
  process.once('disconnect', gone);
  return {
    post: (message) => {
      if (process.connected) process.send?.(message, undefined, {}, () => undefined);
    },
    onMessage: (listener) => process.on('message', listener),
  };
}

function findParentPort(): ParentPort | null {
  const { parentPort } = process as { parentPort?: ParentPort };
  return parentPort ?? null;
}
