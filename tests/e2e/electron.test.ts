import { describe, expect, it } from 'vitest';
import { byTestId, crashEngine, startInElectron, whyNoElectron } from './harness.ts';
import { openReport, RUN_MS, seeFirstStart, seeMarkers, waitForPhase } from './journey.ts';

const reason = whyNoElectron();

/** Tries, inside the page, what a page must not be able to do. */
const PROBE = `(async () => {
  const names = ['require', 'process', 'module', 'Buffer', 'global', '__dirname'];
  const attempt = (url) => fetch(url).then(() => 'reached', () => 'refused');
  const evaluate = () => { try { return Boolean(new Function('return true')()); } catch { return false; } };
  return {
    nodeGlobals: names.filter((name) => name in globalThis),
    bridge: Object.keys(window.zuot).sort(),
    opened: window.open('https://example.com/') === null ? 'refused' : 'opened',
    file: await attempt('file:///etc/passwd'),
    network: await attempt('http://127.0.0.1:9/'),
    outside: await attempt('zuot://app/../../package.json'),
    notification: await Notification.requestPermission(),
    evaluated: evaluate(),
  };
})()`;

describe.skipIf(reason !== null)(`the app in Electron${reason ? ` (${reason})` : ''}`, () => {
  it('goes from the first start to markers and report', { timeout: 2 * RUN_MS }, async () => {
    const { page, problems } = await startInElectron();
    await seeFirstStart(page);
    await waitForPhase(page, 'done');
    await seeMarkers(page, 'electron-workspace');
    await openReport(page, 'electron-report');
    expect(problems).toEqual([]);
  });

  it('starts a killed engine again and says so', { timeout: RUN_MS }, async () => {
    const app = await startInElectron();
    await byTestId(app.page, 'first-start-banner').waitFor();
    await crashEngine(app);
  });

  it('gives the page its bridge and nothing else', { timeout: RUN_MS }, async () => {
    const { page } = await startInElectron();
    await page.waitForLoadState();
    const reached = await page.evaluate(PROBE);
    expect(reached).toEqual({
      nodeGlobals: [],
      bridge: ['onMessage', 'post'],
      opened: 'refused',
      file: 'refused',
      network: 'refused',
      outside: 'refused',
      notification: 'denied',
      evaluated: false,
    });
  });

  it('stays on its page', { timeout: RUN_MS }, async () => {
    const { page } = await startInElectron();
    await page.waitForLoadState();
    const before = page.url();
    for (const address of ['https://example.com/', 'file:///etc/passwd']) {
      await page.evaluate(`void (location.href = '${address}')`);
    }
    await byTestId(page, 'first-start-banner').waitFor();
    expect(page.url().split('#')[0]).toBe(before.split('#')[0]);
  });
});
