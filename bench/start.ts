import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { openStore } from '#main/store/store.ts';
import { ensureBuilt } from '#scripts/build.ts';
import { makeInstrument } from '#tests/fixtures/bars.ts';
import { randomBars } from '#tests/fixtures/randomBars.ts';

const SYMBOLS = 60;
const BARS = 1735;
const RUNS = 5;
const WEB = resolve(import.meta.dirname, '../out/main/web.cjs');
const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

/**
 * From starting the built app (in its browser form, in an open browser) to the first K-line on the
 * page, with 60 symbols of 1,735 bars: each time in new processes with an empty browser cache.
 */
export async function benchStart(): Promise<Record<string, number | string>> {
  const built = await ensureBuilt(new AbortController().signal);
  if (!built.isOk) throw new Error(built.output);
  const folder = mkdtempSync(join(tmpdir(), 'zuot-start-'));
  const file = join(folder, 'zuot.db');
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  try {
    fill(file);
    const runs: number[] = [];
    for (let i = 0; i < RUNS; i++) {
      const context = await browser.newContext({ viewport: { width: 1480, height: 920 } });
      const page = await context.newPage();
      const startedAt = performance.now();
      const app = spawn(process.execPath, [WEB, '--db', file]);
      try {
        await page.goto(await addressOf(app));
        await page.waitForSelector('[data-testid=kline][data-ready=true]');
        runs.push(Math.round(performance.now() - startedAt));
      } finally {
        app.kill('SIGTERM');
        await once(app, 'exit');
        await context.close();
      }
    }
    runs.sort((a, b) => a - b);
    return {
      name: 'start to the first K-line',
      ...{ symbols: SYMBOLS, bars: BARS, runs: RUNS, browser: browser.version() },
      ...{ bestMs: runs[0], medianMs: runs[RUNS >> 1] },
    };
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function fill(file: string): void {
  const store = openStore(file);
  for (let i = 0; i < SYMBOLS; i++) {
    const instrument = makeInstrument(`${600_000 + i}.SH`);
    store.bars.save({ instrument, bars: randomBars(BARS, i), source: 'csv' });
  }
  store.close();
}

/** The address that the app prints once it listens. */
async function addressOf({ stdout }: ChildProcess): Promise<string> {
  let text = '';
  for await (const chunk of stdout ?? []) {
    text += String(chunk);
    const found = /http:\/\/\S+/.exec(text);
    if (found) return found[0];
  }
  throw new Error(`the app did not start: ${text}`);
}

if (import.meta.main) console.log(JSON.stringify(await benchStart(), null, 1));
