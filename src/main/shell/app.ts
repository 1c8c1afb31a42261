import { dirname, join } from 'node:path';
import { app, BrowserWindow, dialog } from 'electron';
import { claimDatabase, describeTaken } from '#main/host/databaseFile.ts';
import { createHost } from '#main/host/host.ts';
import { createLogFile } from '#main/host/logFile.ts';
import { createEngineLauncher } from './engineLauncher.ts';
import { setMenu } from './menu.ts';
import { registerPageScheme, servePage } from './pageProtocol.ts';
import { relayWindows } from './relay.ts';
import { openWindow } from './window.ts';

/** Starts the desktop app; `outMain` is the folder of the built main process. */
export function startApp(outMain: string): void {
  // A second start only brings the first one's window to the front.
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  registerPageScheme();
  app.on('second-instance', focusWindow);
  app.on('window-all-closed', () => app.quit());
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
  app.whenReady().then(
    () => run(outMain),
    (error: unknown) => quitWith(String(error)),
  );
}

function run(outMain: string): void {
  const { file, lock } = claimDatabase(readOption('--db', process.argv));
  if (!lock.isHeld) {
    quitWith(describeTaken(file, lock));
    return;
  }
  const host = createHost({
    launch: createEngineLauncher({
      appPath: app.getAppPath(),
      engineFile: join(outMain, 'engine.cjs'),
      databaseFile: file,
      onOutput: createLogFile(join(dirname(file), 'engine.log')),
    }),
  });
  servePage(join(outMain, '..', 'renderer'));
  relayWindows(host);
  setMenu();
  const preload = join(outMain, '..', 'preload', 'index.cjs');
  openWindow(preload);
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) openWindow(preload);
  });

  let isStopped = false;
  app.on('before-quit', (event) => {
    if (isStopped) return;
    event.preventDefault();
    void host.stop().then(() => {
      isStopped = true;
      lock.release();
      app.quit();
    });
  });
}

/** `--name value` or `--name=value`; undefined when it is not there. */
function readOption(name: string, args: readonly string[]): string | undefined {
  const joined = args.find((arg) => arg.startsWith(`${name}=`));
  if (joined) return joined.slice(name.length + 1);
  const index = args.indexOf(name);
  return index === -1 ? undefined : args[index + 1];
}

function focusWindow(): void {
  const window = BrowserWindow.getAllWindows().at(0);
  if (!window) return;
  if (window.isMinimized()) window.restore();
  window.focus();
}

/** Before there is a window, a dialog is the only place for a sentence; the terminal gets it too. */
function quitWith(reason: string): void {
  process.stderr.write(`${reason}\n`);
  dialog.showErrorBox('ZuoT 做T台', reason);
  app.exit(1);
}
