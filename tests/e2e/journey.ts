import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { byTestId, takePicture } from './harness.ts';

/** A whole run of the sample, on the JavaScript backend and a busy machine too. */
export const RUN_MS = 420_000;
const STEP_MS = 20_000;

/** The first start runs the sample by itself, and says that its bars are simulated. */
export async function seeFirstStart(page: Page): Promise<void> {
  await byTestId(page, 'first-start-banner').waitFor({ timeout: STEP_MS });
  await byTestId(page, 'simulated-badge').first().waitFor({ timeout: STEP_MS });
  await byTestId(page, 'nav-train').click();
  await byTestId(page, 'train-progress').waitFor({ timeout: STEP_MS });
}

/** Until this many folds of the running training are done. */
export async function waitForFolds(page: Page, folds: number): Promise<void> {
  await expect
    .poll(() => readFold(page), { timeout: RUN_MS, interval: 200 })
    .toBeGreaterThanOrEqual(folds);
}

/** The number of the fold in `3 / 46`; 0 while there is none. */
async function readFold(page: Page): Promise<number> {
  const text = await byTestId(page, 'train-fold')
    .textContent({ timeout: 1000 })
    .catch(() => null);
  return Number(/\d+/.exec(text ?? '')?.[0] ?? 0);
}

/** Until the training stands in this phase; a run that ends otherwise shows in the failure. */
export async function waitForPhase(page: Page, phase: 'done' | 'cancelled'): Promise<void> {
  await expect.poll(() => readPhase(page), { timeout: RUN_MS, interval: 100 }).toBe(phase);
}

async function readPhase(page: Page): Promise<string | null> {
  const outcome = byTestId(page, 'train-outcome');
  return (await outcome.isVisible()) ? outcome.getAttribute('data-phase') : 'running';
}

/** The K-line with the run's markers on it. */
export async function seeMarkers(page: Page, picture: string): Promise<number> {
  await byTestId(page, 'nav-workspace').click();
  const kline = byTestId(page, 'kline');
  await kline.waitFor({ timeout: STEP_MS });
  const countMarkers = async (): Promise<number> =>
    Number(await kline.getAttribute('data-markers'));
  await expect.poll(countMarkers, { timeout: STEP_MS }).toBeGreaterThan(0);
  await expect.poll(() => kline.getAttribute('data-ready'), { timeout: STEP_MS }).toBe('true');
  await takePicture(page, picture);
  return countMarkers();
}

/** From the markers to the report of their run. */
export async function openReport(page: Page, picture: string): Promise<void> {
  await byTestId(page, 'workspace-report').first().click();
  await page.waitForURL(/#\/report\/t-timing-/, { timeout: STEP_MS });
  await byTestId(page, 'report-metrics').waitFor({ timeout: STEP_MS });
  await takePicture(page, picture);
}

/**
 * Longest time, in milliseconds, for which the page's own event loop was held up: what a click
 * or a key would have waited.
 */
export function measureLongestStall(page: Page, spanMs: number): Promise<number> {
  return page.evaluate(async (span) => {
    const until = performance.now() + span;
    let longest = 0;
    for (let last = performance.now(); last < until;) {
      await new Promise((done) => setTimeout(done, 0));
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
    }
    return longest;
  }, spanMs);
}
