import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { openStore } from '#main/store/store.ts';
import { saveSelectionMarket, SYMBOLS } from '../fixtures/selectionRun.ts';
import { byTestId, takePicture } from './harness.ts';

const RUN_MS = 120_000;

/** A database with a small simulated market. */
export function prepareMarket(databaseFile: string): void {
  const store = openStore(databaseFile);
  saveSelectionMarket(store);
  store.close();
}

async function enterDate(page: Page, key: 'from' | 'split' | 'to', date: string): Promise<void> {
  const input = byTestId(page, `select-${key}`).locator('input');
  await input.fill(date);
  await input.press('Enter');
  await input.press('Escape');
}

const factors = (page: Page) => page.getByRole('textbox', { name: '因子与标签' });

/** A faulty factor is named while it is typed, and the editor completes a name. */
export async function editFactors(page: Page): Promise<void> {
  const before = await factors(page).inputValue();
  await factors(page).fill(`${before}\nclose/men(close,5)`);
  await byTestId(page, 'factor-fault').waitFor();
  expect(await byTestId(page, 'factor-fault').innerText()).toContain('mean');
  await takePicture(page, 'web-select-fault');
  await factors(page).fill(before);
  await byTestId(page, 'factor-fault').waitFor({ state: 'detached' });
}

/** Runs a selection over the market and waits for its ranking. */
export async function selectSymbols(page: Page): Promise<void> {
  await byTestId(page, 'nav-select').click();
  await enterDate(page, 'from', '2019-01-02');
  await enterDate(page, 'split', '2019-11-01');
  await enterDate(page, 'to', '2020-02-05');
  await editFactors(page);
  await byTestId(page, 'select-start').click();
  await byTestId(page, 'train-cancel').waitFor();
  await page
    .locator('[data-testid="ranking"] tr[data-symbol]')
    .first()
    .waitFor({ timeout: RUN_MS });
}

/** Why the chosen stock scored as it did, and what the run leans on, computed on demand. */
async function explainScore(page: Page): Promise<void> {
  await byTestId(page, 'select-explain').click();
  await byTestId(page, 'explain-result').waitFor({ timeout: RUN_MS });
  await takePicture(page, 'web-select-explain');
  await byTestId(page, 'importance-compute').click();
  await byTestId(page, 'importance-base').waitFor({ timeout: RUN_MS });
  await byTestId(page, 'explain-close').click();
  await byTestId(page, 'explain-result').waitFor({ state: 'detached' });
}

/** The day's ranking, one stock's history, and the way to the K-line and the report. */
export async function readRanking(page: Page): Promise<void> {
  const rows = page.locator('[data-testid="ranking"] tr[data-symbol]');
  expect(await rows.count()).toBe(SYMBOLS);
  await rows.first().click();
  await byTestId(page, 'select-open-chart').waitFor();
  await takePicture(page, 'web-select');
  await explainScore(page);
  await byTestId(page, 'select-report').click();
  await byTestId(page, 'selection-report').waitFor();
  await byTestId(page, 'selection-quality').waitFor();
  await byTestId(page, 'report-importance').locator('.bars').waitFor();
  await takePicture(page, 'web-selection-report');
  await byTestId(page, 'nav-select').click();
  await rows.first().click();
  await byTestId(page, 'select-open-chart').click();
  await byTestId(page, 'workspace').waitFor();
}
