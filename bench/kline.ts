import vue from '@vitejs/plugin-vue';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { readPageFile } from '#main/host/page.ts';
import { klineAnswers, PAGE_SCRIPT } from './klinePage.ts';

const ADDRESS = 'http://kline.bench/';
const STEPS = 120;
/** Longer than a frame, so that no two moves fall into one. */
const STEP_MS = 18;
const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

/**
 * The workspace with `bars` bars, a marker on every twelfth, four moving averages, MACD and the
 * probability pane, in Chromium: time from the answer to the first picture, and between frames
 * while the chart is dragged near and far and zoomed from half a year to everything and back.
 */
export async function benchKline(bars = 10_000): Promise<Record<string, number | string>> {
  const folder = mkdtempSync(join(tmpdir(), 'zuot-kline-'));
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  try {
    await buildPage(folder);
    const page = await browser.newPage({ viewport: { width: 1480, height: 920 } });
    await openChart(page, folder, bars);
    const firstPaintMs = await page.evaluate<number>('bench.drawnAt - bench.answeredAt');
    const near = await measure(page, drag);
    await zoomOut(page, 8);
    const far = await measure(page, drag);
    await page.keyboard.press('End');
    const zoom = await measure(page, zoomThrough);
    return {
      name: 'K-line, frames while panning and zooming',
      bars,
      browser: browser.version(),
      firstPaintMs,
      ...named('panNear', near),
      ...named('panFar', far),
      ...named('zoom', zoom),
    };
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function buildPage(outDir: string): Promise<void> {
  const root = resolve(import.meta.dirname, '../src/renderer');
  await build({
    configFile: false,
    root,
    base: './',
    plugins: [vue()],
    logLevel: 'error',
    build: { outDir, emptyOutDir: true, target: 'chrome108', chunkSizeWarningLimit: 4000 },
  });
}

async function openChart(page: Page, folder: string, bars: number): Promise<void> {
  await page.route(`${ADDRESS}**`, async (route) => {
    const file = await readPageFile(folder, new URL(route.request().url()).pathname);
    if (file) await route.fulfill({ body: file.body, contentType: file.contentType });
    else await route.fulfill({ status: 404 });
  });
  await page.addInitScript({ content: PAGE_SCRIPT(klineAnswers(bars)) });
  await page.goto(ADDRESS);
  await page.waitForSelector('[data-testid=kline][data-ready=true]');
  await page.waitForFunction('bench.drawnAt > 0');
  // The run's markers come with an answer of their own.
  await page.waitForSelector('[data-testid=kline]:not([data-markers="0"])');
  await page.waitForTimeout(500);
}

async function chartCentre(page: Page): Promise<{ x: number; y: number }> {
  const box = await page.locator('[data-testid=kline] canvas').first().boundingBox();
  if (!box) throw new Error('the chart has no place on the page');
  return { x: box.x + box.width / 2, y: box.y + box.height / 3 };
}

async function measure(page: Page, act: (page: Page) => Promise<void>): Promise<number[]> {
  await page.evaluate('bench.watch()');
  await act(page);
  const frames = await page.evaluate<number[]>('bench.stop()');
  return frames.sort((a, b) => a - b);
}

async function drag(page: Page): Promise<void> {
  const { x, y } = await chartCentre(page);
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let i = 0; i < STEPS; i++) {
    await page.mouse.move(x + 250 * Math.sin(i / 10), y);
    await page.waitForTimeout(STEP_MS);
  }
  await page.mouse.up();
}

async function zoomOut(page: Page, steps: number): Promise<void> {
  await page.getByTestId('kline').focus();
  for (let i = 0; i < steps; i++) await page.keyboard.press('ArrowDown');
}

async function zoomThrough(page: Page): Promise<void> {
  const { x, y } = await chartCentre(page);
  await page.mouse.move(x, y);
  for (let i = 0; i < STEPS; i++) {
    await page.mouse.wheel(0, i < STEPS / 2 ? 60 : -60);
    await page.waitForTimeout(STEP_MS);
  }
}

/** Milliseconds between frames, which arrive sorted. */
function named(name: string, frames: number[]): Record<string, number> {
  const at = (share: number): number => frames[Math.floor((frames.length - 1) * share)];
  return { [`${name}MedianMs`]: at(0.5), [`${name}P95Ms`]: at(0.95), [`${name}MaxMs`]: at(1) };
}

if (import.meta.main) console.log(JSON.stringify(await benchKline(), null, 1));
