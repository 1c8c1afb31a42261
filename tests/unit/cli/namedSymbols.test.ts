import { join } from 'node:path';
import { expect, test } from 'vitest';
import { assertMembers, namedSymbols } from '#main/cli/namedSymbols.ts';
import { withSession } from '#main/cli/session.ts';
import type { Session } from '#main/cli/session.ts';
import { rejectionOf } from '#tests/fixtures/failureOf.ts';
import { makeTempDir } from '#tests/fixtures/tempDir.ts';

test.each([
  ['a list', (session: Session) => namedSymbols(session, [], 'csi300')],
  ['a universe', (session: Session) => assertMembers(session, 'csi300')],
])('%s of members that were never downloaded names the command that does it', async (_, ask) => {
  const db = join(makeTempDir(), 'cli.db');
  const { code, message } = await rejectionOf(withSession<unknown>(db, ask));
  expect(code).toBe('INVALID_INPUT');
  expect(message).toContain(`npm run zuot -- instruments --update members --db ${db}`);
});

test('other universes need no members', async () => {
  const db = join(makeTempDir(), 'cli.db');
  await withSession(db, async (session) => {
    await assertMembers(session, 'all');
    await assertMembers(session, ['600519.SH']);
  });
});
