import { app, Menu } from 'electron';

const LABELS = {
  zh: { view: '视图', edit: '编辑' },
  en: { view: 'View', edit: 'Edit' },
};

/** The few entries that keep copy, zoom and reload on their usual keys; everything else is in the page. */
export function setMenu(): void {
  const labels = app.getLocale().startsWith('zh') ? LABELS.zh : LABELS.en;
  const menu = Menu.buildFromTemplate([
    ...(process.platform === 'darwin' ? [{ role: 'appMenu' as const }] : []),
    { label: labels.edit, role: 'editMenu' },
    {
      label: labels.view,
      submenu: [
        { role: 'reload' },
        { role: 'toggleDevTools' },
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        { role: 'quit' },
      ],
    },
  ]);
  Menu.setApplicationMenu(menu);
}
