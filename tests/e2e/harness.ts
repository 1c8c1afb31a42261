import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { _electron, chromium, errors } from 'playwright-core';
import type { Browser, ElectronApplication, Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { hasDisplay } from '#scripts/display.ts';
import { findInstalledElectron } from '#scripts/electron.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const SCREENS = join(ROOT, 'test-results', 'screens');

/** One started app and the page in it. */
export interface StartedApp {
  page: Page;
  /** What went wrong in the page: uncaught errors, console errors, refused requests. */
  problems: string[];
  /** Process id of the engine that runs now; null between two of them. */
  enginePid: () => number | null;
  databaseFile: string;
}

/** Why the app cannot be driven here, or null; it becomes part of the skipped suite's title. */
function whyNoApp(): string | null {
  return existsSync(join(ROOT, 'out', 'main', 'web.cjs')) ? null : 'needs npm run build';
}

const CHROMIUM_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

function findChromium(): string | null {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin'];
  const files = CHROMIUM_NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return files.find((file) => existsSync(file)) ?? null;
}

export const whyNoChromium = (): string | null =>
  findChromium() ? whyNoApp() : 'needs Chromium: CHROMIUM_PATH or apt-get install chromium';

export function whyNoElectron(): string | null {
  if (!findInstalledElectron()) return 'needs an Electron binary: ELECTRON_OVERRIDE_DIST_PATH';
  return hasDisplay() ? whyNoApp() : 'needs a display: DISPLAY, or Xvfb with npm test';
}

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'zuot-e2e-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/** The app in Chromium over `web.ts`, on an empty database, or on what `prepare` made of it. */
export async function startInBrowser(
  prepare: (databaseFile: string) => void = () => undefined,
): Promise<StartedApp & { address: string }> {
  const databaseFile = join(await makeFolder(), 'zuot.db');
  prepare(databaseFile);
  const { server, address } = await startServer(databaseFile);
  const browser = await launchChromium();
  const page = await browser.newPage({ viewport: { width: 1480, height: 920 }, locale: 'zh-CN' });
  const problems = watch(page);
  await page.goto(address);
  return { page, problems, address, databaseFile, enginePid: () => findEngine(server.pid!) };
}

async function launchChromium(): Promise<Browser> {
  const browser = await chromium.launch({ executablePath: findChromium()! });
  onTestFinished(() => browser.close());
  return browser;
}

/** `web.cjs` as a process of its own; resolves with the address that it prints. */
async function startServer(
  databaseFile: string,
): Promise<{ server: ChildProcess; address: string }> {
  const entry = join(ROOT, 'out', 'main', 'web.cjs');
  const server = spawn(process.execPath, [entry, '--db', databaseFile]);
  onTestFinished(async () => {
    if (server.exitCode !== null) return;
    const ended = new Promise((done) => server.once('exit', done));
    server.kill('SIGTERM');
    await ended;
  });
  let printed = '';
  const address = await new Promise<string>((done, fail) => {
    const read = (chunk: Buffer): void => {
      printed += chunk.toString();
      const [found] = /http:\/\/\S+/.exec(printed) ?? [];
      if (found) done(found);
    };
    server.stdout.on('data', read);
    server.stderr.on('data', read);
    server.once('exit', () => fail(new Error(`the server ended: ${printed}`)));
  });
  return { server, address };
}

/** The app in Electron, on an empty database and an empty profile. */
export async function startInElectron(): Promise<StartedApp> {
  const { app, databaseFile } = await launchElectron().catch((thrown: unknown) => {
    // Now and then Playwright waits for ever for a page that was there before it listened.
    if (thrown instanceof errors.TimeoutError) return launchElectron();
    throw thrown;
  });
  onTestFinished(() => app.close());
  const page = await app.firstWindow();
  const problems = watch(page);
  return { page, problems, databaseFile, enginePid: () => findEngine(app.process().pid!) };
}

/** Many times what a start takes. */
const LAUNCH_MS = 45_000;

async function launchElectron(): Promise<{ app: ElectronApplication; databaseFile: string }> {
  const folder = await makeFolder();
  const databaseFile = join(folder, 'zuot.db');
  const app = await _electron.launch({
    executablePath: findInstalledElectron()!,
    // Tests may run as root, where Electron's own sandbox does not start.
    args: [
      ROOT,
      '--no-sandbox',
      `--user-data-dir=${join(folder, 'profile')}`,
      `--db=${databaseFile}`,
    ],
    env: { ...definedEnv(), ZUOT_NODE: process.execPath },
    locale: 'zh-CN',
    timeout: LAUNCH_MS,
  });
  return { app, databaseFile };
}

function definedEnv(): Record<string, string> {
  const entries = Object.entries(process.env);
  return Object.fromEntries(entries.flatMap(([key, value]) => (value ? [[key, value]] : [])));
}

function watch(page: Page): string[] {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) problems.push(`${response.status()}: ${response.url()}`);
  });
  // Registered last, so it runs before the hooks that close the page.
  onTestFinished(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    console.log(`page ${page.url()}\n${problems.join('\n')}`);
    const name = task.name.replaceAll(/\W+/g, '-');
    if (!page.isClosed()) await takePicture(page, `failed-${name}`);
  });
  return problems;
}

/** The engine among the descendants of a process. */
function findEngine(root: number): number | null {
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  const processes = rows.map((row) => {
    const [pid, parent, ...args] = row.trim().split(/\s+/);
    return { pid: Number(pid), parent: Number(parent), args: args.join(' ') };
  });
  const family = new Set([root]);
  for (let size = 0; size !== family.size;) {
    size = family.size;
    for (const { pid, parent } of processes) if (family.has(parent)) family.add(pid);
  }
  const isEngine = (args: string): boolean => args.includes('engine.cjs');
  return processes.find(({ pid, args }) => family.has(pid) && isEngine(args))?.pid ?? null;
}

/** Ends the engine the way a crash does, and waits until the app has started another. */
export async function crashEngine({ page, enginePid }: StartedApp): Promise<void> {
  const first = enginePid();
  if (first === null) throw new Error('no engine runs');
  process.kill(first, 'SIGKILL');
  await byTestId(page, 'engine-banner').waitFor();
  await page.locator('[data-testid="engine-state"][data-state="ready"]').waitFor();
  const second = enginePid();
  if (second === null || second === first) throw new Error('no other engine was started');
}

/** Leaves a picture in test-results/screens, for people to look at. */
export async function takePicture(page: Page, name: string): Promise<void> {
  mkdirSync(SCREENS, { recursive: true });
  await page.screenshot({ path: join(SCREENS, `${name}.png`) });
}

export const byTestId = (page: Page, id: string) => page.locator(`[data-testid="${id}"]`);
