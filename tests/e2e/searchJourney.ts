import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { byTestId, takePicture } from './harness.ts';

const SEARCH_MS = 120_000;

/** Two trials for the selection that stands in the draft; the better one's settings come back to it. */
export async function searchSettings(page: Page): Promise<void> {
  await byTestId(page, 'nav-train').click();
  await byTestId(page, 'train-tab-search').click();
  await byTestId(page, 'search-base-selection').click();
  for (const [field, value] of [
    ['trials', '2'],
    ['epochs', '1'],
  ]) {
    await byTestId(page, `search-${field}`).locator('input').fill(value);
  }
  await byTestId(page, 'search-start').click();
  await page
    .locator('[data-testid="search-detail"][data-state="done"]')
    .waitFor({ timeout: SEARCH_MS });
  expect(await byTestId(page, 'search-trials-done').innerText()).toContain('2 / 2');
  await byTestId(page, 'search-chart').waitFor();
  await takePicture(page, 'web-search');
  await byTestId(page, 'search-use').click();
  await page.waitForURL(/#\/select/);
  expect(await byTestId(page, 'draft-search').innerText()).toContain('2 次');
}
