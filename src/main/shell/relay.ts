import { ipcMain } from 'electron';
import type { IpcMainEvent, WebContents } from 'electron';
import type { Host, HostClient } from '#main/host/host.ts';
import { BRIDGE_CHANNELS } from '#shared/bridge.ts';
import { isPageUrl } from './pageProtocol.ts';

/** Passes messages between windows and the host. A reloaded page opens a new line; its old one is dropped. */
export function relayWindows(host: Host): void {
  const lines = new Map<WebContents, HostClient>();

  const drop = (sender: WebContents): void => {
    lines.get(sender)?.close();
    lines.delete(sender);
  };
  ipcMain.on(BRIDGE_CHANNELS.open, (event) => {
    if (!isFromPage(event)) return;
    const { sender } = event;
    if (!lines.has(sender)) sender.once('destroyed', () => drop(sender));
    drop(sender);
    const line = host.connect((message) => {
      if (!sender.isDestroyed()) sender.send(BRIDGE_CHANNELS.fromEngine, message);
    });
    lines.set(sender, line);
  });
  ipcMain.on(BRIDGE_CHANNELS.toEngine, (event, message: unknown) => {
    if (isFromPage(event)) lines.get(event.sender)?.post(message);
  });
}

/** Only the top frame of our own page may speak. */
function isFromPage({ senderFrame }: IpcMainEvent): boolean {
  return senderFrame !== null && senderFrame.parent === null && isPageUrl(senderFrame.url);
}
