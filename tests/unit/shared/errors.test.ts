import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { withScratchFile } from '#main/lib/scratchFile.ts';
import { toAppError, toErrorRecord } from '#shared/errors.ts';
import { failureOf } from '#tests/fixtures/failureOf.ts';

const FULL_DEVICE = '/dev/full';

test.skipIf(!existsSync(FULL_DEVICE))('a full disk under a scratch file is said to be one', () => {
  const name = '../'.repeat(30) + FULL_DEVICE.slice(1);
  const failure = failureOf(() => withScratchFile(name, Buffer.from('bars'), () => null));
  expect(failure.code).toBe('DISK_FULL');
});

test.each([
  ['ENOSPC', 'DISK_FULL'],
  ['EDQUOT', 'DISK_FULL'],
  ['EACCES', 'INTERNAL'],
])('%s of the system is %s', (system, code) => {
  const thrown = Object.assign(new Error(`${system}: write`), { code: system });
  expect(toErrorRecord(thrown)).toMatchObject({ code });
  expect(toAppError(thrown).cause).toBe(thrown);
});
