import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { openStore } from '#main/store/store.ts';
import type { Download } from '#main/store/downloads.ts';
import type { SymbolCode } from '#shared/domain.ts';
import { makeShare, startFakeHosts } from '../fixtures/fakeHosts.ts';
import type { FakeHosts, Fault } from '../fixtures/fakeHosts.ts';
import { byTestId, takePicture } from './harness.ts';
import { measureLongestStall } from './journey.ts';

const STEP_MS = 60_000;

/** Hosts on loopback that serve so many shares. */
export async function makeHosts(count: number): Promise<FakeHosts & { symbols: SymbolCode[] }> {
  const symbols = Array.from({ length: count }, (_, i) => `${600000 + i}.SH`);
  const share = makeShare(60);
  const hosts = await startFakeHosts(Object.fromEntries(symbols.map((symbol) => [symbol, share])));
  return { ...hosts, symbols };
}

/** A database whose sources are asked at another address, as fast as they answer; one share keeps the sample away. */
export function prepareStore(databaseFile: string, url: string): void {
  const store = openStore(databaseFile);
  store.settings.change({
    eastmoneyUrl: url,
    tencentUrl: url,
    sinaUrl: url,
    sourceOrder: ['eastmoney', 'sina'],
    spacingMs: 0,
  });
  const instrument = {
    symbol: '000001.SZ',
    name: '平安银行',
    board: 'main' as const,
    listDate: null,
    delistDate: null,
    isSimulated: false,
  };
  const { bars, factors } = makeShare(60);
  store.bars.save({ instrument, bars, factors, source: 'csv' });
  store.close();
}

/** The newest download as it is stored. */
export function readDownload(databaseFile: string): Download | undefined {
  const store = openStore(databaseFile, { isReadOnly: true });
  try {
    return store.downloads.list().at(0);
  } finally {
    store.close();
  }
}

const openSection = async (page: Page, section: string): Promise<void> => {
  await byTestId(page, `data-section-${section}`).click();
};

const waitForState = (page: Page, state: string): Promise<void> =>
  page
    .locator(`[data-testid="update-progress"][data-state="${state}"]`)
    .waitFor({ timeout: STEP_MS });

const enterSymbols = (page: Page, symbols: readonly SymbolCode[]): Promise<void> =>
  byTestId(page, 'update-symbols').locator('textarea').fill(symbols.join(' '));

/** Downloads daily bars of these symbols; milliseconds for which the page was held up at the longest. */
export async function downloadAll(page: Page, symbols: readonly SymbolCode[]): Promise<number> {
  await byTestId(page, 'nav-data').click();
  await byTestId(page, 'instruments-table').waitFor({ timeout: STEP_MS });
  await openSection(page, 'download');
  await enterSymbols(page, symbols);
  await byTestId(page, 'data-update').click();
  await waitForState(page, 'running');
  const stallMs = await measureLongestStall(page, 2000);
  await takePicture(page, 'web-download');
  await waitForState(page, 'done');
  return stallMs;
}

/** Finds a symbol among the stored ones and puts it on the watchlist. */
export async function watchFirst(page: Page, symbol: SymbolCode): Promise<void> {
  await openSection(page, 'bars');
  await byTestId(page, 'instrument-search').locator('input').fill(symbol.slice(0, 6));
  const row = byTestId(page, 'instruments-table').locator(`[data-key="${symbol}"]`);
  await row.locator('[data-testid="instrument-menu"]').click();
  await page.locator('.n-dropdown-option').first().click();
  await openSection(page, 'watchlist');
  await byTestId(page, 'watchlist-table').locator(`[data-symbol="${symbol}"]`).waitFor();
}

/** Every request ends in a closed connection. */
export const shutOut: Fault = (response) => {
  response.socket?.destroy();
  return true;
};

/** A download of the watchlist while the sources shut us out; it is released and resumed once they answer again. */
export async function meetLimit(page: Page, endFault: () => void): Promise<void> {
  await openSection(page, 'download');
  await byTestId(page, 'scope-watchlist').click();
  await byTestId(page, 'scope-count').waitFor();
  await byTestId(page, 'data-update').click();
  await waitForState(page, 'limited');
  const release = byTestId(page, 'source-release');
  await expect.poll(() => release.count(), { timeout: STEP_MS }).toBe(2);
  await takePicture(page, 'web-limited');
  endFault();
  for (let left = 2; left > 0; left--) {
    await release.first().click();
    await expect.poll(() => release.count(), { timeout: STEP_MS }).toBe(left - 1);
  }
  await byTestId(page, 'update-resume').click();
  await waitForState(page, 'done');
}

/** Backs the database up into a file. */
export async function backUp(page: Page, file: string): Promise<void> {
  await openSection(page, 'transfer');
  await byTestId(page, 'backup-file').locator('input').fill(file);
  await byTestId(page, 'backup-start').click();
  await byTestId(page, 'backup-done').waitFor({ timeout: STEP_MS });
}
