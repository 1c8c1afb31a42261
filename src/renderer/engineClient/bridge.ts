import type { ClientTransport } from '#shared/client.ts';
import type { WindowBridge } from '#shared/bridge.ts';

declare global {
  interface Window {
    /** Put there by the preload script; absent in a plain browser. */
    readonly zuot?: WindowBridge;
  }
}

/** The line through Electron's preload bridge. */
export function createBridgeTransport(bridge: WindowBridge): ClientTransport {
  return {
    post: (message) => bridge.post(message),
    onMessage: (listener) => bridge.onMessage(listener),
  };
}
