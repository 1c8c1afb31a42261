import { describe, expect, it } from 'vitest';
import { openStore } from '#main/store/store.ts';
import {
  backUp,
  downloadAll,
  makeHosts,
  meetLimit,
  prepareStore,
  readDownload,
  shutOut,
  watchFirst,
} from './dataJourney.ts';
import { byTestId, crashEngine, startInBrowser, takePicture, whyNoChromium } from './harness.ts';
import {
  measureLongestStall,
  openReport,
  RUN_MS,
  seeFirstStart,
  seeMarkers,
  waitForFolds,
  waitForPhase,
} from './journey.ts';

import { searchSettings } from './searchJourney.ts';
import { prepareMarket, readRanking, selectSymbols } from './selectJourney.ts';

const reason = whyNoChromium();

describe.skipIf(reason !== null)(`the app in a browser${reason ? ` (${reason})` : ''}`, () => {
  it(
    'goes from the first start over a killed engine to markers and report',
    { timeout: 2 * RUN_MS },
    async () => {
      const app = await startInBrowser();
      const { page, problems, databaseFile } = app;
      await seeFirstStart(page);
      await waitForFolds(page, 4);
      await takePicture(page, 'web-training');

      const foldsBefore = readOnlyRun(databaseFile).foldsDone;
      await crashEngine(app);
      await byTestId(page, 'train-progress').waitFor();

      await waitForPhase(page, 'done');
      const run = readOnlyRun(databaseFile);
      expect(foldsBefore).toBeGreaterThan(0);
      expect(run).toMatchObject({ state: 'done', foldsDone: run.foldsTotal });
      const markers = await seeMarkers(page, 'web-workspace');
      expect(markers).toBeGreaterThan(0);
      await openReport(page, 'web-report');
      expect(problems).toEqual([]);
    },
  );

  it(
    'answers while it trains, keeps the job over a reload, and cancels it',
    { timeout: RUN_MS },
    async () => {
      const { page } = await startInBrowser();
      await seeFirstStart(page);
      await waitForFolds(page, 1);
      const stallMs = await measureLongestStall(page, 3000);
      console.log(`longest stall of the page while training: ${stallMs.toFixed(0)} ms`);

      await page.reload();
      await byTestId(page, 'nav-train').click();
      await byTestId(page, 'train-progress').waitFor();
      const startedAt = Date.now();
      await byTestId(page, 'train-cancel').click();
      await waitForPhase(page, 'cancelled');
      console.log(`cancelled ${Date.now() - startedAt} ms after the click`);
    },
  );

  it(
    'downloads 300 symbols and stays smooth, waits for a limited source, and backs up',
    { timeout: RUN_MS },
    async () => {
      const hosts = await makeHosts(300);
      const { page, problems, databaseFile } = await startInBrowser((file) =>
        prepareStore(file, hosts.url),
      );
      const stallMs = await downloadAll(page, [...hosts.symbols]);
      console.log(`longest stall of the page while downloading: ${stallMs.toFixed(0)} ms`);
      expect(readDownload(databaseFile)).toMatchObject({ state: 'done', done: 300, total: 300 });

      await watchFirst(page, '600000.SH');
      hosts.setFault(shutOut);
      await meetLimit(page, () => hosts.setFault(null));
      const backup = `${databaseFile}.backup`;
      await backUp(page, backup);
      const copy = openStore(backup, { isReadOnly: true });
      expect(copy.bars.stats().length).toBe(301);
      copy.close();
      expect(problems).toEqual([]);
    },
  );

  it(
    'ranks a market, shows the history of one stock, its report and its K-line, and searches settings',
    { timeout: RUN_MS },
    async () => {
      const { page, problems } = await startInBrowser(prepareMarket);
      await selectSymbols(page);
      await readRanking(page);
      await searchSettings(page);
      expect(problems).toEqual([]);
    },
  );
});

/** The sample's run as it is stored; there must be exactly one. */
function readOnlyRun(databaseFile: string) {
  const store = openStore(databaseFile, { isReadOnly: true });
  try {
    const runs = store.runs.list();
    expect(runs.length).toBe(1);
    return runs[0];
  } finally {
    store.close();
  }
}
