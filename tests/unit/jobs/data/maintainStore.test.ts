import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createJobWatch } from '#main/jobs/jobWatch.ts';
import { restoreStore } from '#main/jobs/data/maintainStore.ts';
import { checkHere } from '#main/store/checkFile.ts';
import { makeBars, makeBatch } from '#tests/fixtures/bars.ts';
import { rejectionOf } from '#tests/fixtures/failureOf.ts';
import { makeStore } from '#tests/fixtures/store.ts';

describe('restoreStore', () => {
  it('refuses while a download runs, and puts the backup in place once it has ended', async () => {
    const store = makeStore();
    store.bars.save(makeBatch(makeBars(5)));
    const file = join(dirname(store.file), 'backup.db');
    await store.backup(file);
    store.bars.remove('600519.SH');
    store.downloads.create({
      id: 'minutes-0001',
      kind: 'minutes',
      request: {},
      symbols: ['600519.SH'],
    });
    const restore = () =>
      restoreStore(store, { file }, { check: checkHere, watch: createJobWatch() });
    expect((await rejectionOf(restore())).code).toBe('STORE_BUSY');
    expect(store.bars.stats()).toEqual([]);
    store.downloads.markState('minutes-0001', 'cancelled');
    await restore();
    expect(store.bars.stats()).toMatchObject([{ count: 5 }]);
  });
});
