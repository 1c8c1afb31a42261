import { BrowserWindow, nativeTheme } from 'electron';
import { isPageUrl, PAGE_URL } from './pageProtocol.ts';

/** The smallest size that every page is drawn for. */
const MIN_SIZE = { minWidth: 1280, minHeight: 720 };

/** Opens the window; it can reach nothing but the preload's bridge and its own page. */
export function openWindow(preload: string): BrowserWindow {
  const window = new BrowserWindow({
    width: 1480,
    height: 920,
    ...MIN_SIZE,
    show: false,
    autoHideMenuBar: true,
    title: 'ZuoT 做T台',
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#101216' : '#ffffff',
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      // Progress goes on while the window is behind another one.
      backgroundThrottling: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  confine(window);
  void window.loadURL(PAGE_URL);
  return window;
}

/** Refuses navigation, new windows, embedded pages and every permission. */
function confine({ webContents }: BrowserWindow): void {
  const stay = (event: { preventDefault: () => void }, url: string): void => {
    if (url !== PAGE_URL) event.preventDefault();
  };
  webContents.on('will-navigate', stay);
  webContents.on('will-redirect', stay);
  webContents.on('will-attach-webview', (event) => event.preventDefault());
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  const { session } = webContents;
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  // Nothing but the page itself is ever loaded, whatever a component library might reference.
  session.webRequest.onBeforeRequest((details, decide) => {
    const isLocal = isPageUrl(details.url) || /^(devtools|data|blob):/.test(details.url);
    decide({ cancel: !isLocal });
  });
}
