import { spawn } from 'node:child_process';
import {
  linkSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { describeBackend } from '#main/model/backend.ts';
import { READY_FILE, nativeFolder, readySchema } from '#main/model/nativeCache.ts';
import { makeTempDir } from '#tests/fixtures/tempDir.ts';
import { prepareNative } from '#scripts/native.ts';

const { platform, arch, env } = process;
const prepared = nativeFolder({ platform, arch, env, home: homedir() });
const isPrepared = describeBackend({ prefer: 'native' }).isNative;
const script = resolve(import.meta.dirname, '../../scripts/native.ts');

const readRecord = (folder: string) =>
  readySchema.parse(JSON.parse(readFileSync(join(folder, READY_FILE), 'utf8')));

/** A folder in which the libraries are done and the addon is not. */
function makeHalfDone(): string {
  const folder = join(makeTempDir(), 'native');
  mkdirSync(folder);
  const record = readRecord(prepared);
  for (const { name } of record.libraries?.files ?? []) {
    linkSync(join(prepared, name), join(folder, name));
  }
  symlinkSync(join(prepared, 'include'), join(folder, 'include'));
  const halfDone = { ...record, addon: null, provedAddon: null };
  writeFileSync(join(folder, READY_FILE), JSON.stringify(halfDone));
  return folder;
}

function withEmptyPath(): void {
  const kept = process.env.PATH;
  process.env.PATH = makeTempDir();
  onTestFinished(() => {
    process.env.PATH = kept;
  });
}

describe('the set-up of native TensorFlow', () => {
  it('says what to install when there is no pip', async () => {
    withEmptyPath();
    const folder = join(makeTempDir(), 'native');
    const result = await prepareNative({ folder });
    expect(result).toMatchObject({ ok: false });
    if (!result.ok && platform === 'linux') {
      expect(result.reason).toContain('no pip');
      expect(result.fix).toContain('python3-pip');
    }
    expect(readdirSync(folder)).toEqual([]);
  });

  it('says so when its folder cannot be made', async () => {
    const file = join(makeTempDir(), 'file');
    writeFileSync(file, '');
    const result = await prepareNative({ folder: join(file, 'native') });
    expect(result).toMatchObject({ ok: false });
  });
});

describe.skipIf(!isPrepared)('the set-up of native TensorFlow, libraries at hand', () => {
  it('says what to install when there is no compiler, and keeps the libraries', async () => {
    const folder = makeHalfDone();
    withEmptyPath();
    const result = await prepareNative({ folder });
    expect(result).toMatchObject({ ok: false });
    if (!result.ok) {
      expect(result.reason).toContain('compiler');
      expect(result.fix).toContain('g++');
    }
    expect(readRecord(folder)).toMatchObject({
      addon: null,
      libraries: readRecord(prepared).libraries,
    });
  });

  it('goes on where it was killed, clears up after it, and two at once do the work once', async () => {
    const folder = makeHalfDone();
    const killed = spawn(process.execPath, [script], {
      env: { ...env, ZUOT_NATIVE_DIR: folder },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    await new Promise<void>((isBuilding, ended) => {
      killed.once('exit', () => ended(new Error('the set-up ended before it built anything')));
      killed.stdout.on('data', (text: Buffer) => {
        if (text.toString().includes('building')) isBuilding();
      });
    });
    await wait(300);
    killed.kill('SIGKILL');
    await new Promise((exit) => killed.once('exit', exit));
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(['lock', 'scratch']));

    const lines: string[] = [];
    const onProgress = (line: string): void => void lines.push(line);
    const both = [prepareNative({ folder, onProgress }), prepareNative({ folder, onProgress })];
    for (const result of await Promise.all(both)) expect(result).toMatchObject({ ok: true });
    expect(lines.filter((line) => line.includes('building'))).toHaveLength(1);
    expect(lines.filter((line) => line.includes('another set-up'))).toHaveLength(1);
    expect(readdirSync(folder).filter((name) => /scratch|lock|part/.test(name))).toEqual([]);

    const again: string[] = [];
    await prepareNative({ folder, onProgress: (line) => again.push(line) });
    expect(again).toEqual([]);
  });

  it('builds a damaged addon again, and stops when told to', async () => {
    const folder = makeHalfDone();
    const half = readRecord(folder);
    const addon = readRecord(prepared).addon!;
    writeFileSync(join(folder, addon.files[0].name), 'not a library');
    const claimed = { ...half, addon, provedAddon: addon.files[0].sha256 };
    writeFileSync(join(folder, READY_FILE), JSON.stringify(claimed));
    const controller = new AbortController();
    const lines: string[] = [];
    const onProgress = (line: string): void => {
      lines.push(line);
      if (line.includes('building')) setTimeout(() => controller.abort(), 200);
    };
    const result = await prepareNative({ folder, onProgress, signal: controller.signal });
    expect(result).toMatchObject({ ok: false, reason: 'The set-up was stopped.' });
    expect(lines.some((line) => line.includes('building'))).toBe(true);
    expect(readdirSync(folder)).not.toContain('scratch');
    expect(readdirSync(folder)).not.toContain('lock');
  });
});
