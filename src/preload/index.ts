import { contextBridge, ipcRenderer } from 'electron';
import { BRIDGE_CHANNELS } from '#shared/bridge.ts';
import type { WindowBridge } from '#shared/bridge.ts';

const bridge: WindowBridge = Object.freeze({
  post: (message: unknown) => ipcRenderer.send(BRIDGE_CHANNELS.toEngine, message),
  onMessage: (listener: (message: unknown) => void) => {
    ipcRenderer.removeAllListeners(BRIDGE_CHANNELS.fromEngine);
    ipcRenderer.on(BRIDGE_CHANNELS.fromEngine, (_event, message: unknown) => listener(message));
    ipcRenderer.send(BRIDGE_CHANNELS.open);
  },
});

contextBridge.exposeInMainWorld('zuot', bridge);
