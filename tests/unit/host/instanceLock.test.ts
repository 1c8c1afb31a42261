import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { acquireInstanceLock } from '#main/host/instanceLock.ts';
import { makeTempDir } from '#tests/fixtures/tempDir.ts';

const newDatabase = (): string => join(makeTempDir(), 'zuot.db');

describe('acquireInstanceLock', () => {
  it('is held once, tells the second where the first is, and is free after its release', () => {
    const database = newDatabase();
    const first = acquireInstanceLock(database);
    if (!first.isHeld) throw new Error('the first must hold it');
    first.setAddress('http://127.0.0.1:1/');
    expect(acquireInstanceLock(database)).toMatchObject({
      isHeld: false,
      owner: { pid: process.pid, address: 'http://127.0.0.1:1/' },
    });
    first.release();
    expect(existsSync(`${database}.lock`)).toBe(false);
    expect(acquireInstanceLock(database).isHeld).toBe(true);
  });

  it('takes over the lock of a process that is gone', () => {
    const database = newDatabase();
    const { pid } = spawnSync(process.execPath, ['-e', '0']);
    writeFileSync(`${database}.lock`, JSON.stringify({ pid, startedAt: null, address: null }));
    expect(acquireInstanceLock(database).isHeld).toBe(true);
  });

  it.runIf(process.platform === 'linux')('knows a recycled pid from its owner', () => {
    const database = newDatabase();
    const owner = { pid: process.pid, startedAt: '1', address: null };
    writeFileSync(`${database}.lock`, JSON.stringify(owner));
    expect(acquireInstanceLock(database).isHeld).toBe(true);
  });

  it('respects a lock that is just being written and takes over one that was left half-written', () => {
    const database = newDatabase();
    writeFileSync(`${database}.lock`, '{"pid":');
    expect(acquireInstanceLock(database)).toEqual({ isHeld: false, owner: null });
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(`${database}.lock`, longAgo, longAgo);
    expect(acquireInstanceLock(database).isHeld).toBe(true);
  });

  it.skipIf(process.platform === 'win32')('is readable by its user only', () => {
    const database = newDatabase();
    const lock = acquireInstanceLock(database);
    if (lock.isHeld) lock.setAddress('http://127.0.0.1:1/?token=secret');
    expect(statSync(`${database}.lock`).mode & 0o077).toBe(0);
    expect(readFileSync(`${database}.lock`, 'utf8')).toContain('secret');
  });
});
