/** All that a window gets from Electron, as `window.zuot`. */
export interface WindowBridge {
  post: (message: unknown) => void;
  /** Called once: it opens the line, and the listener then hears everything on it. */
  onMessage: (listener: (message: unknown) => void) => void;
}

/** Channels between preload and Electron's main process. */
export const BRIDGE_CHANNELS = {
  open: 'zuot:open',
  toEngine: 'zuot:to-engine',
  fromEngine: 'zuot:from-engine',
} as const;
